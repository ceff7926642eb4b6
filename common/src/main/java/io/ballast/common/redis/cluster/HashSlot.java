// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import java.nio.charset.StandardCharsets;

/**
 * The slot of a key as the Redis Cluster specification has it: CRC-16/XMODEM (polynomial 0x1021, initial value 0, nothing
 * reflected) of the key, or of its hash tag where it has one, modulo 16384.
 */
public final class HashSlot {

    /** Slots of a cluster. */
    public static final int COUNT = 16384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE = table();

    private HashSlot() {}

    public static int of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    public static int of(byte[] key) {
        int open = indexOf(key, '{', 0);
        int close = open < 0 ? -1 : indexOf(key, '}', open);
        return close > open + 1 ? crc16(key, open + 1, close) % COUNT : crc16(key, 0, key.length) % COUNT;
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int crc16(byte[] key, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = (crc << 8 ^ TABLE[(crc >>> 8 ^ key[i]) & 0xff]) & 0xffff;
        }
        return crc;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            table[i] = crc & 0xffff;
        }
        return table;
    }
}
