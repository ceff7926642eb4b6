// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Tags an answer by its content, leaving out what changes by itself: times of looking and countdowns. */
final class EntityTags {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> VOLATILE = Set.of(
            "last_updated_at",
            "last_evaluated_at",
            "last_checked_at",
            "time_to_liquidation_seconds",
            "estimated_seconds_to_threshold");

    private EntityTags() {}

    static String of(byte[] json) {
        MessageDigest digest = sha256();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && VOLATILE.contains(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    digest.update(parser.getText().getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) token.id()); // so that two texts cannot run into each other
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 16));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
