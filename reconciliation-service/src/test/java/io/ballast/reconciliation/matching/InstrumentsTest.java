// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.matching.Instruments.Instrument;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentsTest {

    private final Instruments untold = Instruments.of(List.of());

    @ParameterizedTest
    @CsvSource({
        "EURUSD, 0.0001, 100000, USD",
        "GBPJPY, 0.01, 100000, JPY",
        "EURUSD.pro, 0.0001, 100000, USD",
        "EURUSDM, 0.0001, 100000, USD",
        "XAUUSD, 0.1, 100, USD",
        "XAGUSD, 0.01, 5000, USD",
        "BTCUSD, 1.0, 1, USD",
        "US30, 1.0, 1,",
        "NAS100.cash, 1.0, 1,",
        "#AAPL, 0.01,,",
        "MSFT.NAS, 0.01,,",
        "AAPL,,,",
        "ABCDEF,,,",
        "XAU,,,",
    })
    void aNameGivesAwayWhatItCanAndNothingMore(
            String symbol, @Nullable BigDecimal pip, @Nullable BigDecimal size, @Nullable String quote) {
        assertThat(untold.pip(symbol)).isEqualTo(pip);
        assertThat(untold.contractSize(symbol)).isEqualTo(size);
        assertThat(untold.quoteCurrency(symbol)).isEqualTo(quote);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.00001, 0.0001", "3, 0.001, 0.01", "4, 0.0001,", "2, 0.01,"})
    void tenthsOfAPipAreRecognisedByTheDigits(int digits, BigDecimal point, @Nullable BigDecimal pip) {
        Instrument told = new Instrument("WHATEVER", digits, point, null, null, null);
        BigDecimal found = Instruments.of(List.of(told)).pip("WHATEVER");
        if (pip == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).isEqualByComparingTo(pip);
        }
    }

    @Test
    void whatTheBrokerTellsComesFirst() {
        Instruments told = Instruments.of(List.of(
                new Instrument("XAUUSD", 2, new BigDecimal("0.01"), new BigDecimal("0.1"), BigDecimal.TEN, "EUR")));
        assertThat(told.contractSize("XAUUSD")).isEqualTo("10");
        assertThat(told.quoteCurrency("XAUUSD")).isEqualTo("EUR");
        assertThat(told.lotStep("XAUUSD")).isEqualTo("0.1");
        assertThat(told.lotStep("EURUSD")).isEqualTo("0.01");
    }
}
