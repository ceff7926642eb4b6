// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One venue. */
public interface VenueConfig {

    /** Whether to connect to it. */
    @WithDefault("false")
    boolean enabled();

    /** Its socket; absent: the real venue's public one. */
    Optional<String> wsUrl();

    /** Its REST interface; absent: the real venue's public one. */
    Optional<String> restUrl();

    /** Canonical symbols, for example {@code BTC-USDT,ETH-USDT}. */
    Optional<List<Symbol>> symbols();

    /** What to subscribe to: {@code book}, {@code trades}, {@code quotes}, {@code candles}, {@code funding}. */
    @WithDefault("book,trades")
    List<Channel> channels();

    /** Levels on each side of a book; absent: the adapter's choice. */
    OptionalInt depth();

    /** What it takes from a taker, as a fraction of the trade's value; what pays between venues is judged after it. */
    @WithDefault("0.001")
    BigDecimal takerFee();
}
