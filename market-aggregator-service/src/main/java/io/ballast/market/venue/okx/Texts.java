// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The fields of a small object, all of which the venue writes as texts. */
record Texts(Map<String, String> fields) {

    static Texts read(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                fields.put(field, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return new Texts(fields);
    }

    String instrument() throws IOException {
        return of("instId");
    }

    String of(String field) throws IOException {
        String text = fields.get(field);
        if (text == null) {
            throw new IOException(field + " is missing");
        }
        return text;
    }

    Instant instant(String field) throws IOException {
        return Instant.ofEpochMilli(Long.parseLong(of(field)));
    }
}
