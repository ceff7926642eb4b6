// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.input;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * JSON without guesses: a number is no text, 1.5 is no ticket, a field given twice or text after the end is an error.
 * Decimals may come as numbers or as decimal strings.
 */
@ApplicationScoped
public class StrictJson {

    private final ObjectMapper mapper;

    StrictJson(ObjectMapper shared, InputConfig config) {
        this.mapper = shared.copy()
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, config.strict())
                .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
        refuse(LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
        refuse(LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.Boolean);
        refuse(LogicalType.Boolean, CoercionInputShape.String, CoercionInputShape.Integer);
    }

    private void refuse(LogicalType wanted, CoercionInputShape... given) {
        for (CoercionInputShape shape : given) {
            mapper.coercionConfigFor(wanted).setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** @throws BadRequestException (a 400 that names the field) if {@code body} is no such object */
    public <T> T read(byte[] body, Class<T> type) {
        return type.cast(read(body, mapper.readerFor(type)));
    }

    /** One object, or a list of them. */
    @SuppressWarnings("unchecked") // the reader makes exactly such a list
    public <T> List<T> readOneOrMore(byte[] body, Class<T> type) {
        return (List<T>) read(
                body,
                mapper.readerFor(mapper.getTypeFactory().constructCollectionType(List.class, type))
                        .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY));
    }

    private static Object read(byte[] body, ObjectReader reader) {
        try {
            // NaN is read, so that the field that holds it can be named when it is refused
            Object value =
                    reader.with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).readValue(body);
            if (value == null) {
                throw new BadRequestException("the body must not be null");
            }
            return value;
        } catch (JacksonException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text by which two bodies that say the same are recognised, whatever their layout. */
    public byte[] canonical(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }
}
