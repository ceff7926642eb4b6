// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.drawdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawdownTest {

    private static final Instant AT = Instant.parse("2026-01-05T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "10000, 0, NORMAL",
        "9500, 5, NORMAL",
        "8501, 14.99, NORMAL",
        "8500, 15, WARNING",
        "8001, 19.99, WARNING",
        "8000, 20, CRITICAL",
        "99, 99.01, CRITICAL",
        "-500, 105, CRITICAL",
        "12000, 0, NORMAL",
    })
    void vectorsAtAPeakOfTenThousand(String equity, BigDecimal percent, AlertLevel level) {
        DrawdownState state = after("10000", equity);
        assertThat(Drawdown.percent(state.peakEquity(), new BigDecimal(equity))).isEqualByComparingTo(percent);
        assertThat(state.alertLevel()).isEqualTo(level);
        assertThat(state.triggeredAt()).isEqualTo(level == AlertLevel.CRITICAL ? AT : null);
    }

    @Test
    void equityBelowAHundredIsCriticalHoweverLittleItFell() {
        assertThat(after("100", "99.99").alertLevel()).isEqualTo(AlertLevel.CRITICAL);
    }

    @Test
    void thePeakStartsAtTheBalanceAndFollowsTheBestEquity() {
        assertThat(after("10000", "9000").peakEquity()).isEqualByComparingTo("10000");
        assertThat(after("10000", "11000", "10500").peakEquity()).isEqualByComparingTo("11000");
    }

    @Test
    void aWarningClearsOnePointLower() {
        assertThat(after("10000", "8500", "8550").alertLevel()).isEqualTo(AlertLevel.WARNING);
        assertThat(after("10000", "8500", "8600").alertLevel()).isEqualTo(AlertLevel.WARNING);
        assertThat(after("10000", "8500", "8601").alertLevel()).isEqualTo(AlertLevel.NORMAL);
    }

    @Test
    void criticalStaysAndKeepsItsTime() {
        DrawdownState critical = after("10000", "8000");
        DrawdownState later = Drawdown.next(
                critical,
                new Drawdown.Sample(
                        new BigDecimal("10000"),
                        new BigDecimal("10000"),
                        new BigDecimal("8000"),
                        BigDecimal.ZERO,
                        AT.plusSeconds(30)));
        assertThat(later.alertLevel()).isEqualTo(AlertLevel.CRITICAL);
        assertThat(later.triggeredAt()).isEqualTo(AT);
    }

    @ParameterizedTest
    @CsvSource({"9000, 9000, 20000", "9000, -4500, 5000", "-50, 1000, 11000", "9000, -9000, 1000"})
    void moneyMovedScalesThePeak(BigDecimal equity, BigDecimal flow, BigDecimal peak) {
        DrawdownState before = new DrawdownState(new BigDecimal("10000"), AlertLevel.NORMAL, null);
        BigDecimal after = equity.add(flow);
        DrawdownState state = Drawdown.next(before, new Drawdown.Sample(after, after, equity, flow, AT));
        assertThat(state.peakEquity()).isEqualByComparingTo(peak);
    }

    @Test
    void nothingKnownIsNoDrawdown() {
        assertThat(Drawdown.percent(null, null)).isZero();
        assertThat(Drawdown.percent(BigDecimal.ZERO, new BigDecimal("-1"))).isZero();
    }

    private static DrawdownState after(String balance, String... equities) {
        DrawdownState state = DrawdownState.INITIAL;
        BigDecimal before = null;
        for (BigDecimal equity : List.of(equities).stream().map(BigDecimal::new).toList()) {
            state = Drawdown.next(
                    state, new Drawdown.Sample(new BigDecimal(balance), equity, before, BigDecimal.ZERO, AT));
            before = equity;
        }
        return state;
    }
}
