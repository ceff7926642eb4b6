// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.redis.cluster.HashSlot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of keys that lie beside another: in the same slot of a Redis Cluster, so that a script may change both. Where the
 * other key has no hash tag, it becomes the tag as a whole. Names of different keys are different.
 */
public final class RedisKeys {

    private RedisKeys() {}

    /** {@code purpose:{key}}, or {@code purpose:key} where the key has a tag of its own; no braces in {@code purpose}. */
    public static String beside(String purpose, String key) {
        return purpose + ":" + inSlotOf(key);
    }

    /** As {@link #beside(String, String)}, for one of several things beside a key; no braces in {@code name}. */
    public static String beside(String purpose, String key, String name) {
        return purpose + ":" + inSlotOf(key) + ":" + name;
    }

    /** {@code purpose:{tag}} with a tag that leads to the slot; {@code purpose} where that is null. */
    static String inSlot(String purpose, @Nullable Integer slot) {
        return slot == null ? purpose : purpose + ":{" + tagOf(slot) + "}";
    }

    private static String inSlotOf(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? key.indexOf('}') : key.indexOf('}', open);
        if (open >= 0 && close > open + 1) {
            return open > 0 ? key : key.substring(0, close + 1) + key;
        }
        return close < 0 && open < 0 ? "{" + key + "}" : "{" + tagOf(HashSlot.of(key)) + "}" + key;
    }

    private static int tagOf(int slot) {
        return Tags.OF_SLOT[slot];
    }

    /** For keys that cannot be a tag themselves: the smallest number that leads to each slot. Made when first needed. */
    private static final class Tags {

        private static final int[] OF_SLOT = ofSlot();

        private static int[] ofSlot() {
            int[] tags = new int[HashSlot.COUNT];
            Arrays.fill(tags, -1);
            int missing = tags.length;
            for (int tag = 0; missing > 0; tag++) {
                int slot = HashSlot.of(Integer.toString(tag));
                if (tags[slot] < 0) {
                    tags[slot] = tag;
                    missing--;
                }
            }
            return tags;
        }
    }
}
