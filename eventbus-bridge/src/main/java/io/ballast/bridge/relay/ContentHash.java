// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import java.util.List;
import java.util.zip.CRC32C;

/**
 * What entries hold, as one number: for each entry CRC-32C (RFC 3720, appendix B.4) over its fields with their lengths,
 * all of them combined in order. Finds accidents and meddling, not forgers.
 */
final class ContentHash {

    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;

    static long of(List<List<byte[]>> entries) {
        ContentHash hash = new ContentHash();
        entries.forEach(hash::add);
        return hash.value();
    }

    void add(List<byte[]> fields) {
        CRC32C crc = new CRC32C();
        for (byte[] field : fields) {
            int length = field.length;
            crc.update(length);
            crc.update(length >>> 8);
            crc.update(length >>> 16);
            crc.update(field, 0, length);
        }
        hash = (hash ^ crc.getValue()) * PRIME;
    }

    long value() {
        return hash;
    }
}
