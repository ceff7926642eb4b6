// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says. Instruments are the venue's, {@code BTC-USDT-SWAP}. */
sealed interface OkxMessage {

    /** @param snapshot whole books, else changes */
    record Books(String instrument, boolean snapshot, List<Levels> books) implements OkxMessage {}

    /**
     * A book's levels.
     *
     * @param checksum CRC-32 of the book after these levels, signed; 0 where the venue supplies none
     * @param previous number of the message that these follow; null in frames of before 2023
     * @param sequence number of this message, null likewise
     */
    record Levels(
            List<PriceLevel> bids,
            List<PriceLevel> asks,
            int checksum,
            @Nullable Long previous,
            @Nullable Long sequence) {}

    record Trades(List<Print> prints) implements OkxMessage {}

    /**
     * One print.
     *
     * @param first id of the first trade that it stands for
     * @param id that of the last one, and the print's own
     */
    record Print(String instrument, long first, long id, Decimal price, Decimal size, TakerSide side, Instant time) {}

    record MarkPrice(String instrument, Decimal price, Instant time) implements OkxMessage {}

    /** @param settlesAt when the rate is paid */
    record FundingRate(String instrument, Decimal rate, Instant settlesAt) implements OkxMessage {}

    /** Of one subscription, or of the end of one. */
    record Done(String event, String channel, String instrument) implements OkxMessage {}

    /** @param request our number of the request that was wrong, empty if the venue does not say */
    record Refused(String request, String code, String text) implements OkxMessage {}

    record Notice(String code) implements OkxMessage {}

    record Pong() implements OkxMessage {}

    record Other(String kind) implements OkxMessage {}
}
