// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.cache.CacheKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheKeysTest {

    private static final UUID USER = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");

    @Test
    void keysAreThoseOfTheContract() {
        assertThat(CacheKeys.status(USER, null)).hasToString("reconciliation:user:" + USER + ":status");
        assertThat(CacheKeys.guards(USER, null)).hasToString("guards:user:" + USER + ":status");
        assertThat(CacheKeys.positions(USER, null, null, false)).hasToString("positions:user:" + USER + ":all");
        assertThat(CacheKeys.positions(USER, "EURUSD", null, false)).hasToString("positions:user:" + USER + ":EURUSD");
        assertThat(CacheKeys.positions(USER, "EURUSD", "main", true))
                .hasToString("positions:user:" + USER + ":EURUSD:account:main:include-all");
    }

    /** One thing that can be asked. */
    private record Question(int kind, UUID user, @Nullable String account, @Nullable String symbol, boolean all) {

        CacheKey key() {
            return switch (kind) {
                case 0 -> CacheKeys.status(user, account);
                case 1 -> CacheKeys.guards(user, account);
                default -> CacheKeys.positions(user, symbol, account, all);
            };
        }

        static Question random(Random random) {
            int kind = random.nextInt(3);
            boolean positions = kind == 2;
            return new Question(
                    kind,
                    new UUID(0, random.nextInt(4)),
                    pick(random, "all", "account", "include-all", "status", "EURUSD", "user", "main"),
                    positions ? pick(random, "ALL", "ACCOUNT", "INCLUDE-ALL", "EURUSD", "USER", "X.1") : null,
                    positions && random.nextBoolean());
        }

        private static @Nullable String pick(Random random, String... texts) {
            int chosen = random.nextInt(texts.length + 1);
            return chosen == texts.length ? null : texts[chosen];
        }
    }

    /** Names are drawn so that near misses are the rule. */
    @Test
    void aKeyTellsWhoseItIs() {
        assertThat(CacheKeys.user(
                        CacheKeys.positions(USER, "EURUSD", "main", true).value()))
                .contains(USER);
        assertThat(CacheKeys.user("quotes:EURUSD")).isEmpty();
        assertThat(CacheKeys.user("guards:user:nobody:status")).isEmpty();
    }

    @Test
    void noTwoQuestionsShareAnEntryLeastOfAllTwoUsers() {
        long seed = new Random().nextLong();
        System.out.println("CacheKeysTest seed " + seed);
        Random random = new Random(seed);
        Map<CacheKey, Question> asked = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Question question = Question.random(random);
            Question same = asked.putIfAbsent(question.key(), question);
            assertThat(same == null ? question : same).as("seed %d", seed).isEqualTo(question);
        }
        assertThat(asked).hasSizeGreaterThan(400);
    }

    @Test
    void aChangeMakesStaleWhatItCanHaveChangedAndNothingOfAnybodyElse() {
        Random random = new Random(1);
        List<Question> questions = IntStream.range(0, 5_000)
                .mapToObj(i -> Question.random(random))
                .distinct()
                .toList();
        UUID user = new UUID(0, 1);
        List<CacheKey> stale = CacheKeys.stale(user, "main", Set.of("EURUSD"));
        assertThat(stale).doesNotHaveDuplicates();
        for (Question question : questions) {
            boolean touched = question.user().equals(user)
                    && (question.account() == null || question.account().equals("main"))
                    && (question.symbol() == null || question.symbol().equals("EURUSD"));
            assertThat(stale.contains(question.key())).as("%s", question).isEqualTo(touched);
        }
    }
}
