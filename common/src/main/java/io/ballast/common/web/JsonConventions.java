// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.ballast.common.money.Decimal;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * JSON as the contracts want it: snake case, RFC 3339 times, decimals in as number or decimal string and out as plain
 * numbers, never through binary floating point.
 */
@Singleton
public class JsonConventions implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Decimal.MAX_LENGTH)
                        .maxNestingDepth(64)
                        .build());
        mapper.registerModule(new SimpleModule("ballast-decimals").addDeserializer(BigDecimal.class, new Decimals()));
    }

    /** Reads exact decimals; refuses NaN, infinities, and numbers too long to be money. */
    private static final class Decimals extends StdDeserializer<BigDecimal> {

        private static final long serialVersionUID = 1L;

        Decimals() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text =
                    switch (parser.currentToken()) {
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING ->
                            parser.getText().trim();
                        default -> {
                            context.handleUnexpectedToken(BigDecimal.class, parser);
                            yield "";
                        }
                    };
            try {
                return Decimal.parse(text).toBigDecimal();
            } catch (NumberFormatException e) {
                throw context.weirdStringException(text, BigDecimal.class, "not a decimal number");
            }
        }
    }
}
