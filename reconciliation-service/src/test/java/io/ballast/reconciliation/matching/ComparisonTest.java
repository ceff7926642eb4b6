// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static io.ballast.reconciliation.matching.Books.exits;
import static io.ballast.reconciliation.matching.Books.position;
import static io.ballast.reconciliation.matching.Books.terms;
import static io.ballast.reconciliation.matching.Books.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "EURUSD, BUY, 1.1000, 1.1005, 5,",
        "EURUSD, BUY, 1.1000, 1.10051, 5.1, entry_slippage",
        "EURUSD, SELL, 1.1000, 1.1006, -6, entry_slippage",
        "EURUSD, SELL, 1.1000, 1.0994, 6, entry_slippage",
        "USDJPY, BUY, 150.00, 150.05, 5,",
        "USDJPY, BUY, 150.00, 150.06, 6, entry_slippage",
        "XAUUSD, BUY, 1950.0, 1950.5, 5,",
        "XAUUSD, BUY, 1950.0, 1950.6, 6, entry_slippage",
        "NOBODY, BUY, 100, 200,,",
    })
    void slippageIsWorseWhenPositiveAndDivergesBeyondFivePips(
            String symbol, Side side, String bot, String broker, @Nullable BigDecimal pips, @Nullable String reason) {
        Comparison comparison = compare(terms(symbol, side, "1", broker), terms(symbol, side, "1", bot));
        if (pips == null) {
            assertThat(comparison.slippagePips()).isNull();
        } else {
            assertThat(comparison.slippagePips()).isEqualByComparingTo(pips);
        }
        assertThat(reasons(comparison)).isEqualTo(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.1, ''",
        "1, 1.11, volume_mismatch",
        "1, 0.89, volume_mismatch",
        "0.02, 0.03, ''",
        "0.02, 0.04, volume_mismatch",
    })
    void volumeMayDifferByTenPercentOrOneStep(String bot, String broker, String reason) {
        assertThat(reasons(compare(terms("EURUSD", Side.BUY, broker, "1.1"), terms("EURUSD", Side.BUY, bot, "1.1"))))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, 1.2, ''",
        "1.2, 1.2010, ''",
        "1.2, 1.20101, tp_mismatch",
        "1.2,, tp_mismatch",
        ", 1.2, tp_mismatch",
        ",, ''",
    })
    void exitsMayDifferByTenPipsButNotBeOnOneSideOnly(@Nullable String bot, @Nullable String broker, String reason) {
        assertThat(reasons(compare(exits(broker, null), exits(bot, null)))).isEqualTo(reason);
        assertThat(reasons(compare(exits(null, broker), exits(null, bot)))).isEqualTo(reason.replace("tp_", "sl_"));
    }

    @Test
    void everythingThatDiffersIsToldMostImportantFirst() {
        Terms broker = new Terms(
                "EURUSD", Side.BUY, BigDecimal.TEN, new BigDecimal("1.2"), Books.ENTRY, BigDecimal.TWO, BigDecimal.ONE);
        assertThat(reasons(compare(broker, terms("EURUSD", Side.BUY, "1", "1.1"))))
                .isEqualTo("entry_slippage volume_mismatch tp_mismatch sl_mismatch");
    }

    @Test
    void anotherSymbolOrSideUnderTheSameTicketIsNoMatterOfDegree() {
        Terms bot = terms("EURUSD", Side.BUY, "1", "1.1");
        assertThat(reasons(compare(terms("EURUSD", Side.SELL, "1", "1.1"), bot)))
                .isEqualTo("unknown");
        assertThat(reasons(compare(terms("GBPUSD", Side.BUY, "1", "1.1"), bot))).isEqualTo("unknown");
    }

    private static Comparison compare(Terms broker, Terms bot) {
        return Comparison.of(Match.of(position(1, broker), trade("t", 1L, bot), By.TICKET), Instruments.of(List.of()));
    }

    private static String reasons(Comparison comparison) {
        return comparison.divergences().stream().map(d -> d.reason().text()).collect(Collectors.joining(" "));
    }
}
