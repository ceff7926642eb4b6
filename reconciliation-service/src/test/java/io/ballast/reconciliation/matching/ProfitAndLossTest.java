// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static io.ballast.reconciliation.matching.Books.position;
import static io.ballast.reconciliation.matching.Books.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfitAndLossTest {

    @ParameterizedTest
    @CsvSource({
        "EURUSD, BUY, 1, 1.1408, 1.14265, 185.00",
        "EURUSD, SELL, 1, 1.1408, 1.14265, -185.00",
        "XAUUSD, BUY, 0.1, 1950.50, 1955.75, 52.50",
        "BTCUSD, SELL, 0.5, 60000, 59000, 500",
    })
    void workedCases(String symbol, Side side, String volume, String entry, String current, BigDecimal expected) {
        ProfitAndLoss pnl = pnl(position(terms(symbol, side, volume, entry), current, null), "USD", List.of());
        assertThat(pnl.amount()).isEqualByComparingTo(expected);
        assertThat(pnl.code()).isNull();
    }

    @Test
    void costsAreAddedAsTheBrokerSignsThem() {
        BrokerPosition position = new BrokerPosition(
                1,
                terms("EURUSD", Side.BUY, "1", "1.1408"),
                new BigDecimal("1.14265"),
                new BigDecimal("185"),
                new BigDecimal("-1.20"),
                new BigDecimal("-7"),
                null);
        assertThat(pnl(position, "USD", List.of()).amount()).isEqualByComparingTo("176.80");
    }

    @Test
    void theQuoteCurrencyIsConvertedAtTheRateTheSnapshotShows() {
        BrokerPosition yen = position(terms("USDJPY", Side.BUY, "1", "150.00"), "151.00", null);
        assertThat(pnl(yen, "USD", List.of(yen)).amount()).isCloseTo(new BigDecimal("662.25"), within("0.01"));
        BrokerPosition cable = new BrokerPosition(
                2, terms("GBPUSD", Side.BUY, "1", "1.2"), new BigDecimal("1.25"), null, null, null, null);
        assertThat(pnl(cable, "GBP", List.of(cable)).amount()).isEqualByComparingTo("4000");
    }

    @Test
    void aThirdCurrencyLeadsFromOneToTheOther() {
        BrokerPosition yen = new BrokerPosition(
                1, terms("EURJPY", Side.BUY, "1", "160"), new BigDecimal("161"), null, null, null, null);
        BrokerPosition dollar = new BrokerPosition(
                2, terms("USDJPY", Side.BUY, "1", "150"), new BigDecimal("160"), null, null, null, null);
        BrokerPosition cable = new BrokerPosition(
                3, terms("GBPUSD", Side.SELL, "1", "1.2"), new BigDecimal("1.25"), null, null, null, null);
        assertThat(pnl(yen, "GBP", List.of(cable, dollar)).amount()).isEqualByComparingTo("500"); // 100000 / 160 / 1.25
        assertThat(pnl(yen, "CHF", List.of(cable, dollar)).code()).isEqualTo("rate_unknown");
    }

    @ParameterizedTest
    @CsvSource({"EURJPY, USD", "AAPL, USD", "US30, USD"})
    void withoutARateAndWithoutTheBrokersWordItIsUnknown(String symbol, String currency) {
        ProfitAndLoss pnl = pnl(position(terms(symbol, Side.BUY, "1", "100"), "101", null), currency, List.of());
        assertThat(pnl).isEqualTo(new ProfitAndLoss(null, "rate_unknown"));
    }

    @ParameterizedTest
    @CsvSource({"185.00,", "186.80,", "187.00, pnl_mismatch", "-185, pnl_mismatch"})
    void theBrokersFigureWinsAndAGrossDifferenceIsTold(String told, @Nullable String code) {
        ProfitAndLoss pnl = pnl(position(terms("EURUSD", Side.BUY, "1", "1.1408"), "1.14265", told), "USD", List.of());
        assertThat(pnl).isEqualTo(new ProfitAndLoss(new BigDecimal(told), code));
    }

    @Test
    void pennyDifferencesOfSmallResultsAreNoMismatch() {
        ProfitAndLoss pnl =
                pnl(position(terms("EURUSD", Side.BUY, "0.01", "1.1000"), "1.1001", "0.12"), "USD", List.of());
        assertThat(pnl.code()).isNull();
    }

    private static ProfitAndLoss pnl(BrokerPosition position, String currency, List<BrokerPosition> shown) {
        return ProfitAndLoss.of(position, currency, Instruments.of(List.of()), CrossRates.of(shown));
    }

    private static Offset<BigDecimal> within(String offset) {
        return Offset.offset(new BigDecimal(offset));
    }
}
