// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {

    private static final UUID USER = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

    @Test
    void keysAreThoseOfTheContracts() {
        assertThat(CacheKey.ofUser("reconciliation", USER, "status"))
                .hasToString("reconciliation:user:3f2504e0-4f89-41d3-9a0c-0305e82c3301:status");
        assertThat(CacheKey.ofUser("positions", USER, "EURUSD"))
                .hasToString("positions:user:3f2504e0-4f89-41d3-9a0c-0305e82c3301:EURUSD");
        assertThat(CacheKey.shared("quotes", "BTC-USDT")).hasToString("quotes:BTC-USDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":", "a:b", "a b", "a\n", "\u0000", "{a}", "*", "a\"", "ä", "a\u2028b"})
    void aPartThatCouldBeReadAsSomethingElseIsRefused(String part) {
        assertThatThrownBy(() -> CacheKey.ofUser("positions", USER, part)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.shared("positions", part)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "1", "-", "a b", "a:b", "{a}", "a\n", "é", "abcdefghijklmnopqrstuvwxyz1234567"})
    void aFeatureThatCouldBeReadAsSomethingElseIsRefused(String feature) {
        assertThatThrownBy(() -> CacheKey.shared(feature, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.ofUser(feature, USER, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyHasABoundedLength() {
        String longest = "x".repeat(128);
        assertThat(CacheKey.shared("p", longest, longest, longest).value()).hasSize(2 + 3 * 128 + 2);
        assertThatThrownBy(() -> CacheKey.shared("p", longest + "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.shared("p", longest, longest, longest, longest))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyOfNobodysCannotLookLikeAUsers() {
        assertThatThrownBy(() -> CacheKey.shared("positions", "user", USER.toString(), "all"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.shared("positions:user:" + USER, "all"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CacheKey.ofUser("positions", USER)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Everything is drawn from few values, so that near misses are the rule. */
    @Test
    void twoUsersNeverShareAnEntryAndNoTwoThingsShareAKey() {
        long seed = new Random().nextLong();
        System.out.println("CacheKeyTest seed " + seed);
        Random random = new Random(seed);
        List<UUID> users = IntStream.range(0, 4).mapToObj(i -> new UUID(0, i)).toList();
        List<String> features = List.of("a", "a-user", "positions", "user");
        List<String> parts = List.of(
                "user", "all", "ALL", "a", users.get(0).toString(), users.get(1).toString(), "1", "-", "a.b");
        Map<String, String> meaning = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String feature = features.get(random.nextInt(features.size()));
            String[] chosen = IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(n -> parts.get(random.nextInt(parts.size())))
                    .toArray(String[]::new);
            UUID user = random.nextBoolean() ? users.get(random.nextInt(users.size())) : null;
            if (user == null && chosen[0].equals("user")) {
                continue;
            }
            CacheKey key = user == null ? CacheKey.shared(feature, chosen) : CacheKey.ofUser(feature, user, chosen);
            String means = feature + "|" + user + "|" + List.of(chosen);
            assertThat(meaning.merge(key.value(), means, (old, now) -> old))
                    .as("seed %d: %s", seed, key)
                    .isEqualTo(means);
            assertThat(CacheKey.feature(key.value())).isEqualTo(feature);
        }
        assertThat(meaning).hasSizeGreaterThan(1000);
    }
}
