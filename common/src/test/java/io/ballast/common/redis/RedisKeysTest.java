// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.redis.cluster.HashSlot;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisKeysTest {

    private static final String ALPHABET = "ab:{}é{}";

    @Test
    void whatLiesBesideAnyKeyIsInItsSlotAndIsNoOthers() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> keyOf = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String key = key(random);
            String beside = RedisKeys.beside("ballast:note", key);
            assertThat(HashSlot.of(beside)).as("seed %d key %s", seed, key).isEqualTo(HashSlot.of(key));
            assertThat(HashSlot.of(RedisKeys.beside("ballast:note", key, "name")))
                    .as("seed %d key %s", seed, key)
                    .isEqualTo(HashSlot.of(key));
            String other = keyOf.putIfAbsent(beside, key);
            assertThat(other == null || other.equals(key))
                    .as("seed %d: %s and %s share %s", seed, other, key, beside)
                    .isTrue();
        }
    }

    private static String key(SplittableRandom random) {
        StringBuilder key = new StringBuilder();
        int length = random.nextInt(1, 9);
        for (int i = 0; i < length; i++) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    /** What is stored under these names is found by every version. */
    @Test
    void namesAreReadable() {
        assertThat(RedisKeys.beside("ballast:outbox", "ballast:stream:x"))
                .isEqualTo("ballast:outbox:{ballast:stream:x}");
        assertThat(RedisKeys.beside("ballast:fence", "ballast:stream:x:{3}"))
                .isEqualTo("ballast:fence:ballast:stream:x:{3}");
        assertThat(RedisKeys.beside("ballast:producer", "s", "me")).isEqualTo("ballast:producer:{s}:me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", "{", "a}b", "{}a", "{}{a}", "{a", "a{}"})
    void oddKeysHaveNeighboursToo(String key) {
        assertThat(HashSlot.of(RedisKeys.beside("p", key))).isEqualTo(HashSlot.of(key));
    }
}
