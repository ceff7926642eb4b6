// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedMap;

/** Frames and replies of one listing as Binance writes them: decimals as strings of eight places. */
final class Payloads {

    private static final int PLACES = 8;

    private final Listing listing;
    private final Instrument instrument;

    Payloads(Listing listing) {
        this.listing = listing;
        this.instrument = listing.instrument();
    }

    String depthUpdate(DepthDiff diff, Instant now) {
        return "{\"e\":\"depthUpdate\",\"E\":" + now.toEpochMilli() + ",\"s\":\"" + instrument.symbol() + "\",\"U\":"
                + diff.firstId() + ",\"u\":" + diff.lastId() + ",\"b\":" + levels(diff.bids()) + ",\"a\":"
                + levels(diff.asks()) + "}";
    }

    /** Spot's best bid and ask names neither its event nor a time. */
    String bookTicker() {
        Map.Entry<Long, Long> bid = listing.book().top(Side.BID, 1).firstEntry();
        Map.Entry<Long, Long> ask = listing.book().top(Side.ASK, 1).firstEntry();
        return "{\"u\":" + listing.updateId() + ",\"s\":\"" + instrument.symbol() + "\",\"b\":" + price(bid.getKey())
                + ",\"B\":" + quantity(bid.getValue()) + ",\"a\":" + price(ask.getKey()) + ",\"A\":"
                + quantity(ask.getValue()) + "}";
    }

    /**
     * A taker's trade; {@code m} says that the buyer was the maker.
     *
     * @param firstFill the id of the first of its fills
     */
    String aggTrade(Trade trade, long firstFill, Instant now) {
        return "{\"e\":\"aggTrade\",\"E\":" + now.toEpochMilli() + ",\"s\":\"" + instrument.symbol() + "\",\"a\":"
                + trade.id() + ",\"p\":" + price(trade.price()) + ",\"q\":" + quantity(trade.quantity()) + ",\"f\":"
                + firstFill + ",\"l\":" + (firstFill + trade.fills() - 1) + ",\"T\":"
                + trade.at().toEpochMilli()
                + ",\"m\":" + !trade.takerBuys() + ",\"M\":true}";
    }

    String depthSnapshot(int limit) {
        return "{\"lastUpdateId\":" + listing.updateId() + ",\"bids\":"
                + levels(listing.book().top(Side.BID, limit)) + ",\"asks\":"
                + levels(listing.book().top(Side.ASK, limit)) + "}";
    }

    String exchangeInfo() {
        return "{\"symbol\":\"" + instrument.symbol() + "\",\"status\":\"TRADING\",\"baseAsset\":\"" + instrument.base()
                + "\",\"baseAssetPrecision\":8,\"quoteAsset\":\"" + instrument.quote()
                + "\",\"quoteAssetPrecision\":8,\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":" + price(1)
                + "},{\"filterType\":\"LOT_SIZE\",\"stepSize\":" + quantity(1) + "}]}";
    }

    private String levels(SequencedMap<Long, Long> levels) {
        StringBuilder text = new StringBuilder("[");
        levels.forEach((price, quantity) -> text.append(text.length() == 1 ? "[" : ",[")
                .append(price(price))
                .append(',')
                .append(quantity(quantity))
                .append(']'));
        return text.append(']').toString();
    }

    private String price(long ticks) {
        return quoted(instrument.price(ticks));
    }

    private String quantity(long units) {
        return quoted(instrument.quantity(units));
    }

    private static String quoted(BigDecimal number) {
        return '"' + number.setScale(PLACES).toPlainString() + '"';
    }
}
