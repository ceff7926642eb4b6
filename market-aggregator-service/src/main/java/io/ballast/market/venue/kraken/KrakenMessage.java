// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says. Symbols are the venue's, {@code BTC/USD}. */
sealed interface KrakenMessage {

    /** @param snapshot whole books, else changes */
    record Books(boolean snapshot, List<Levels> books) implements KrakenMessage {}

    /** @param checksum CRC-32 of the book after these levels, unsigned */
    record Levels(String symbol, List<PriceLevel> bids, List<PriceLevel> asks, long checksum) {}

    /** @param snapshot the past, repeated at subscribe time, else what happens now */
    record Trades(boolean snapshot, List<Print> prints) implements KrakenMessage {}

    record Print(String symbol, long id, Decimal price, Decimal size, TakerSide side, Instant time) {}

    /** @param system {@code online}, {@code maintenance}, {@code cancel_only} or {@code post_only} */
    record Status(String system) implements KrakenMessage {}

    record Heartbeat() implements KrakenMessage {}

    /**
     * An answer to one of our requests.
     *
     * @param request our number of it, -1 if the answer does not say
     * @param symbol null if the answer is not about a single one
     * @param error null on success
     */
    record Reply(String method, long request, @Nullable String channel, @Nullable String symbol, @Nullable String error)
            implements KrakenMessage {}

    record Other(String kind) implements KrakenMessage {}
}
