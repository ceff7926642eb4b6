// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Ids as the service makes them: name-based for what has a name, time-ordered for what happens (RFC 9562). */
final class Ids {

    private Ids() {}

    /** The id of the thing with these names in this user's name space. */
    static UUID named(UUID user, String... names) {
        ByteBuffer hash = ByteBuffer.wrap(digest(
                "SHA-1",
                ByteBuffer.allocate(16)
                        .putLong(user.getMostSignificantBits())
                        .putLong(user.getLeastSignificantBits())
                        .array(),
                String.join("\0", names).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** The id of the {@code number}th thing of that moment; the same for the same, so that nothing is there twice. */
    static UUID timed(Instant at, UUID user, long number) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | (number & 0xfff);
        long mixed = (user.getLeastSignificantBits() ^ (at.toEpochMilli() * 0x9e3779b97f4a7c15L))
                + number * 0xbf58476d1ce4e5b9L;
        return new UUID(high, (mixed & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
