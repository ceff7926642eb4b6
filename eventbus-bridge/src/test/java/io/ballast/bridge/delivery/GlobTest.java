// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "BTC-*, BTC-USDT, true",
        "BTC-*, BTC-, true",
        "BTC-*, ETH-USDT, false",
        "*-USDT, BTC-USDT, true",
        "*-USDT, BTC-USD, false",
        "*, anything, true",
        "B?C-USDT, BTC-USDT, true",
        "B?C-USDT, BC-USDT, false",
        "a*b*c, aXbXbc, true",
        "a*b*c, aXbX, false",
        "BTC-USDT, BTC-USDT, true",
        "BTC.USDT, BTC-USDT, false",
    })
    void matches(String pattern, String subject, boolean expected) {
        assertThat(new Glob(pattern).matches(subject)).isEqualTo(expected);
    }

    @Test
    void agreesWithTheSamePatternAsRegularExpression() {
        long seed = System.nanoTime();
        System.out.println("GlobTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            String pattern = text(random, "ab*?", 1 + random.nextInt(8));
            String subject = text(random, "ab", random.nextInt(10));
            String regex = pattern.replace("?", ".").replace("*", ".*");
            assertThat(new Glob(pattern).matches(subject))
                    .as("seed %d: %s on %s", seed, pattern, subject)
                    .isEqualTo(Pattern.matches(regex, subject));
        }
    }

    private static String text(SplittableRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000"})
    void refusesWhatIsNoGlob(String pattern) {
        assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Glob("a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }
}
