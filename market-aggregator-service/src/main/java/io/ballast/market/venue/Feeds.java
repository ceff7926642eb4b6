// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every feed of one venue. Confined to the venue's loop. */
final class Feeds {

    private final Map<Symbol, BookFeed> books = new LinkedHashMap<>();
    private final Map<Symbol, TradeFeed> trades = new LinkedHashMap<>();
    private final Map<Symbol, Feed> fundings = new LinkedHashMap<>();

    Feeds(VenueSetup setup) {
        for (Symbol symbol : setup.symbols()) {
            if (setup.channels().contains(Channel.BOOK)) {
                books.put(symbol, new BookFeed(symbol, setup.levelsKept()));
            }
            if (setup.channels().contains(Channel.TRADES)) {
                trades.put(symbol, new TradeFeed(symbol));
            }
            if (setup.channels().contains(Channel.FUNDING) && symbol.perpetual()) {
                fundings.put(symbol, new Feed(Channel.FUNDING, symbol));
            }
        }
    }

    Stream<Feed> all() {
        return Stream.of(books, trades, fundings).flatMap(feeds -> feeds.values().stream());
    }

    Collection<BookFeed> books() {
        return books.values();
    }

    /** @throws NoSuchElementException if it is not subscribed to */
    BookFeed book(Symbol symbol) {
        return found(books.get(symbol), Channel.BOOK, symbol);
    }

    /** @throws NoSuchElementException if it is not subscribed to */
    TradeFeed trades(Symbol symbol) {
        return found(trades.get(symbol), Channel.TRADES, symbol);
    }

    /** Those of perpetuals. */
    Collection<Feed> fundings() {
        return fundings.values();
    }

    /** @throws NoSuchElementException if it is not subscribed to */
    Feed feed(Channel channel, Symbol symbol) {
        return switch (channel) {
            case BOOK -> book(symbol);
            case TRADES -> trades(symbol);
            case FUNDING -> found(fundings.get(symbol), channel, symbol);
            case QUOTES, CANDLES -> found(null, channel, symbol);
        };
    }

    private static <F extends Feed> F found(@Nullable F feed, Channel channel, Symbol symbol) {
        if (feed == null) {
            throw new NoSuchElementException("not subscribed: " + channel + " " + symbol);
        }
        return feed;
    }

    /** The venue's state: the best among its books, among its other feeds where it has no book. */
    FeedState best() {
        Stream<? extends Feed> deciding = books.isEmpty() ? all() : books.values().stream();
        return deciding.map(feed -> feed.state).min(Comparator.naturalOrder()).orElse(FeedState.CONNECTING);
    }

    boolean anyBookReadable() {
        return books.values().stream().anyMatch(BookFeed::readable);
    }

    /** Books that have waited for their snapshot longer than {@code limit}; each begins a new wait. */
    List<Symbol> overdue(Duration limit, long now) {
        List<BookFeed> late = books.values().stream()
                .filter(feed -> feed.state == FeedState.SYNCING || feed.state == FeedState.GAP)
                .filter(feed -> now - feed.stateSince >= limit.toNanos())
                .toList();
        late.forEach(feed -> feed.stateSince = now);
        return late.stream().map(feed -> feed.symbol).toList();
    }
}
