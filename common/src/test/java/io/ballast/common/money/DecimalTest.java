// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00000000",
                "-0.5",
                "29430.30",
                "0.00100000",
                "4.00000000",
                "123456789012345678",
                "123456789012345678901234567890.12345678",
                "0.000000000000000000000000000001"
            })
    void whatWasWrittenComesBack(String text) {
        assertThat(Decimal.parse(text)).hasToString(text);
        assertThat(Decimal.parse(text).toBigDecimal()).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @CsvSource({"9.121E-7,0.0000009121", "1e-08,0.00000001", "1E3,1000", "007.50,7.50", "+5,5"})
    void otherWritingsBecomePlain(String text, String plain) {
        assertThat(Decimal.parse(text)).hasToString(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "-",
                "1.",
                "NaN",
                "Infinity",
                "1,5",
                "0x10",
                "1e999999999",
                "1e-41",
                "--1",
                "1.2.3",
                "1e"
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void longerThanTheLimitIsRefusedWithoutArithmetic() {
        assertThatThrownBy(() -> Decimal.parse("9".repeat(Decimal.MAX_LENGTH + 1)))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void comparesByValueAndEqualsByWriting() {
        assertThat(Decimal.parse("1.50")).isEqualByComparingTo(Decimal.parse("1.5"));
        assertThat(Decimal.parse("1.50")).isNotEqualTo(Decimal.parse("1.5"));
        assertThat(Decimal.parse("1.50")).isEqualTo(Decimal.parse("1.50"));
    }

    @Test
    void digitsAreWhatAChecksumIsMadeOf() {
        assertThat(Decimal.parse("0.00100000").digits()).isEqualTo("100000");
        assertThat(Decimal.parse("29430.3").digits()).isEqualTo("294303");
        assertThat(Decimal.parse("-12.5").digits()).isEqualTo("125");
    }

    @Test
    void agreesWithBigDecimalOnRandomNumbers() {
        long seed = System.nanoTime();
        System.out.println("agreesWithBigDecimalOnRandomNumbers seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = written(random);
            String b = written(random);
            int expected = new BigDecimal(a).compareTo(new BigDecimal(b));
            assertThat(Integer.signum(Decimal.parse(a).compareTo(Decimal.parse(b))))
                    .as("%s against %s", a, b)
                    .isEqualTo(expected);
            assertThat(Decimal.parse(a).plus(Decimal.parse(b)).toBigDecimal())
                    .as("%s plus %s", a, b)
                    .isEqualTo(new BigDecimal(a).add(new BigDecimal(b)));
        }
    }

    private static String written(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        random.ints(1 + random.nextInt(21), 0, 10).forEach(text::append);
        if (random.nextBoolean()) {
            text.append('.');
            random.ints(1 + random.nextInt(20), 0, 10).forEach(text::append);
        }
        return text.toString();
    }
}
