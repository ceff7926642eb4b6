// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Name-based identifiers: the same names give the same id, always and everywhere (UUID version 5, RFC 9562, 5.5). */
final class NameUuid {

    private NameUuid() {}

    /** The id of the thing with these names, in the name space {@code space}; no name may contain a NUL. */
    public static UUID of(UUID space, String... names) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(space.getMostSignificantBits())
                .putLong(space.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(String.join("\0", names).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1"); // the version prescribes it; nothing secret depends on it
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
