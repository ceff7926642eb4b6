// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMatchesTest {

    private static final List<String> KNOWN = List.of("BTC-USDT", "BTC-USD", "ETH-USDT", "CRV-USDT", "MATIC-EUR");

    @Test
    void theNearestComesFirstWhateverTheCaseAndTheSeparators() {
        assertThat(NearMatches.of("btcusdt", KNOWN)).startsWith("BTC-USDT", "BTC-USD");
        assertThat(NearMatches.of("BTX-USDT", KNOWN)).startsWith("BTC-USDT");
        assertThat(NearMatches.of("CVR-USDT", KNOWN)).contains("CRV-USDT");
    }

    @Test
    void whatIsFarAwayIsNoMatch() {
        assertThat(NearMatches.of("XAU", KNOWN)).doesNotContain("MATIC-EUR");
        assertThat(NearMatches.of("x".repeat(10_000), KNOWN)).isEmpty();
        assertThat(NearMatches.distance("kitten", "sitting")).isEqualTo(3);
    }
}
