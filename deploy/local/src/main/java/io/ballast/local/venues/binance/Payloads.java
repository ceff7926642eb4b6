// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Frames and replies of one listing as Binance writes them: decimals as strings, of eight places in spot. In futures
 * update ids are shared by all symbols, so that those of one have holes and each update names the one before it.
 */
final class Payloads {

    private static final int PLACES = 8;
    /** Futures: only one update in so many is about this symbol. */
    private static final int SHARE = 7;

    private static final Duration FUNDING_INTERVAL = Duration.ofHours(8);

    private final Market market;
    private final Listing listing;
    private final Instrument instrument;

    Payloads(Market market, Listing listing) {
        this.market = market;
        this.listing = listing;
        this.instrument = listing.instrument();
    }

    String depthUpdate(DepthDiff diff, Instant now) {
        return event("depthUpdate", now) + ",\"U\":" + id(diff.firstId()) + ",\"u\":" + id(diff.lastId())
                + (market.futures() ? ",\"pu\":" + id(diff.firstId() - 1) : "") + ",\"b\":" + levels(diff.bids())
                + ",\"a\":" + levels(diff.asks()) + "}";
    }

    /** Spot's best bid and ask names neither its event nor a time. */
    String bookTicker(Instant now) {
        Map.Entry<Long, Long> bid = listing.book().top(Side.BID, 1).firstEntry();
        Map.Entry<Long, Long> ask = listing.book().top(Side.ASK, 1).firstEntry();
        String id = "\"u\":" + id(listing.updateId());
        String head = market.futures()
                ? event("bookTicker", now) + "," + id
                : "{" + id + ",\"s\":\"" + instrument.symbol() + "\"";
        return head + ",\"b\":" + price(bid.getKey()) + ",\"B\":"
                + quantity(bid.getValue()) + ",\"a\":" + price(ask.getKey()) + ",\"A\":" + quantity(ask.getValue())
                + "}";
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
                + ",\"m\":" + !trade.takerBuys() + (market.futures() ? "}" : ",\"M\":true}");
    }

    /** What a perpetual is worth; funding is what it is above a made-up index, settled every eight hours. */
    String markPrice(Instant now) {
        long bid = listing.book().best(Side.BID);
        long interval = FUNDING_INTERVAL.toMillis();
        long settles = (now.toEpochMilli() / interval + 1) * interval;
        return "{\"e\":\"markPriceUpdate\",\"E\":" + now.toEpochMilli() + ",\"s\":\"" + instrument.symbol()
                + "\",\"p\":" + price(bid) + ",\"i\":" + price(bid - bid / 10_000) + ",\"P\":" + price(bid)
                + ",\"r\":\"0.00010000\",\"T\":" + settles + "}";
    }

    String depthSnapshot(int limit, Instant now) {
        return "{\"lastUpdateId\":" + id(listing.updateId())
                + (market.futures() ? ",\"E\":" + now.toEpochMilli() + ",\"T\":" + now.toEpochMilli() : "")
                + ",\"bids\":" + levels(listing.book().top(Side.BID, limit)) + ",\"asks\":"
                + levels(listing.book().top(Side.ASK, limit)) + "}";
    }

    String exchangeInfo() {
        return "{\"symbol\":\"" + instrument.symbol() + "\",\"status\":\"TRADING\",\"baseAsset\":\"" + instrument.base()
                + "\",\"baseAssetPrecision\":8,\"quoteAsset\":\"" + instrument.quote()
                + "\",\"quoteAssetPrecision\":8,\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":" + price(1)
                + "},{\"filterType\":\"LOT_SIZE\",\"stepSize\":" + quantity(1) + "}]}";
    }

    private long id(long update) {
        return market.futures() ? update * SHARE : update;
    }

    /** Futures tell the time of the transaction too. */
    private String event(String name, Instant now) {
        return "{\"e\":\"" + name + "\",\"E\":" + now.toEpochMilli()
                + (market.futures() ? ",\"T\":" + now.toEpochMilli() : "") + ",\"s\":\"" + instrument.symbol() + "\"";
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

    private String quoted(BigDecimal number) {
        return '"' + (market.futures() ? number : number.setScale(PLACES)).toPlainString() + '"';
    }
}
