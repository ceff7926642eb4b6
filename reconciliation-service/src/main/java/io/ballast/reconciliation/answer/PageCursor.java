// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import io.ballast.reconciliation.input.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as an opaque text that is good for the same question of the same user alone. What is guarded is
 * nobody's data (a cursor only moves within what the question asks for) but the client from paging through something
 * else than it thinks: the text ends with a checksum over position and question.
 */
public record PageCursor(Instant at, UUID id) {

    private static final int POSITION = 3 * Long.BYTES;
    private static final int CHECKSUM = Long.BYTES;

    /**
     * @param question everything that was asked but the size of the page; must have a telling {@code toString}
     * @return null if {@code text} is
     * @throws io.ballast.common.web.ProblemException a 400 that names {@code cursor} if it is none of this question's
     */
    public static @Nullable PageCursor read(@Nullable String text, Record question) {
        if (text == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded(text));
        if (bytes.remaining() == POSITION + CHECKSUM) {
            long micros = bytes.getLong();
            PageCursor cursor = new PageCursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong()));
            if (cursor.text(question).equals(text)) {
                return cursor;
            }
        }
        throw wrong();
    }

    /** What {@link #read} makes this cursor of. */
    public String text(Record question) {
        byte[] position = ByteBuffer.allocate(POSITION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        ByteBuffer bytes =
                ByteBuffer.allocate(POSITION + CHECKSUM).put(position).put(checksum(position, question), 0, CHECKSUM);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static RuntimeException wrong() {
        return Field.of("cursor").wrong("is none that was given out for this question");
    }

    private static byte[] checksum(byte[] position, Record question) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(position);
            return digest.digest(question.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
