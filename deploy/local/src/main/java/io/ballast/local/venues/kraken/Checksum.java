// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;

/**
 * Kraken's book checksum: CRC32 over the ten best asks, then the ten best bids, each level's price and quantity as
 * written without the point and leading zeros; which is just how ticks and units read.
 */
final class Checksum {

    private static final int LEVELS = 10;

    private Checksum() {}

    /** Of both sides' levels, price to quantity, best first. */
    static long of(SequencedMap<Long, Long> asks, SequencedMap<Long, Long> bids) {
        CRC32 crc = new CRC32();
        add(crc, asks);
        add(crc, bids);
        return crc.getValue();
    }

    private static void add(CRC32 crc, SequencedMap<Long, Long> levels) {
        int left = LEVELS;
        for (Map.Entry<Long, Long> level : levels.entrySet()) {
            if (left-- == 0) {
                return;
            }
            crc.update(Long.toString(level.getKey()).getBytes(US_ASCII));
            crc.update(Long.toString(level.getValue()).getBytes(US_ASCII));
        }
    }
}
