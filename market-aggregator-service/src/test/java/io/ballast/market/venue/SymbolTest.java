// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {

    @ParameterizedTest
    @CsvSource({
        "btc-usdt, BTC-USDT",
        "XBT-USD, BTC-USD",
        "xdg-xbt, DOGE-BTC",
        "BTC-USDT-PERP, BTC-USDT-PERP",
        "BTC-USD-260327, BTC-USD-260327",
        "1000SATS-USDT, 1000SATS-USDT"
    })
    void canonicalNames(String text, String canonical) {
        assertThat(Symbol.of(text)).hasToString(canonical);
        assertThat(Symbol.of(canonical)).isEqualTo(Symbol.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BTC", "BTC/USD", "BTC-", "-USD", "BTC-USD-", "BTC-USD-SWAP", "BTC-USD-PERP-X", "BTC USD"})
    void whatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Symbol.of(text));
    }

    @Test
    void venueIdsAreLowerCaseWords() {
        assertThat(new VenueId("binance-usdm")).hasToString("binance-usdm");
        assertThatIllegalArgumentException().isThrownBy(() -> new VenueId("Binance"));
    }
}
