// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says. Symbols are the venue's. */
sealed interface BybitMessage {

    /**
     * A whole book, or changes to it.
     *
     * @param update rises by one with every change of the book
     */
    record Book(String symbol, boolean snapshot, long update, List<PriceLevel> bids, List<PriceLevel> asks)
            implements BybitMessage {}

    /** Trades, oldest first; always what happened now, although the venue calls them a snapshot. */
    record Trades(List<Print> prints) implements BybitMessage {}

    /** @param id a UUID or a number, unique and no more */
    record Print(String symbol, String id, Decimal price, Decimal size, TakerSide side, Instant time) {}

    /**
     * The part of a contract's ticker that is about funding. What a change does not name is unchanged.
     *
     * @param snapshot the whole ticker, else changes
     */
    record Ticker(
            String symbol,
            boolean snapshot,
            @Nullable Decimal markPrice,
            @Nullable Decimal indexPrice,
            @Nullable Decimal fundingRate,
            @Nullable Instant nextFundingTime,
            Instant time)
            implements BybitMessage {

        /** This with what {@code before} knew and this does not name. */
        Ticker over(Ticker before) {
            return new Ticker(
                    symbol,
                    snapshot,
                    markPrice == null ? before.markPrice : markPrice,
                    indexPrice == null ? before.indexPrice : indexPrice,
                    fundingRate == null ? before.fundingRate : fundingRate,
                    nextFundingTime == null ? before.nextFundingTime : nextFundingTime,
                    time);
        }
    }

    /**
     * An answer to one of our requests.
     *
     * @param request our number of it, empty if the answer does not say
     * @param error null on success
     */
    record Answer(String operation, String request, @Nullable String error) implements BybitMessage {}

    record Other(String kind) implements BybitMessage {}
}
