// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What an entry holds, as eight hexadecimal digits: CRC-32C (RFC 3720, appendix B.4) over its fields, each after its
 * length. Finds accidents and meddling, not forgers.
 */
final class EntryHash {

    static final int LENGTH = 8;

    private static final HexFormat HEX = HexFormat.of();

    private EntryHash() {}

    static String of(List<byte[]> fields) {
        CRC32C crc = new CRC32C();
        for (byte[] field : fields) {
            int length = field.length;
            crc.update(length);
            crc.update(length >>> 8);
            crc.update(length >>> 16);
            crc.update(field, 0, length);
        }
        return HEX.toHexDigits((int) crc.getValue());
    }

    /** Of each, one after the other. */
    static String ofAll(List<List<byte[]>> entries) {
        StringBuilder all = new StringBuilder(entries.size() * LENGTH);
        entries.forEach(fields -> all.append(of(fields)));
        return all.toString();
    }

    /** One hash of many. */
    static String ofText(String hashes) {
        return of(List.of(hashes.getBytes(StandardCharsets.US_ASCII)));
    }
}
