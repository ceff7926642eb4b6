// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.time.TimeSource;
import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.venue.ControlEvent.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The books and feed states of one venue, and the only place where either is announced. A book that cannot be trusted
 * is emptied, withdrawn from every listener and announced before the call that found out returns.
 *
 * <p>Confined to the venue's loop. Only {@link #state()} and {@link #newestData()} may be read from other threads.
 */
public final class VenueBoard {

    private final VenueId venue;
    private final MarketListener listener;
    private final TimeSource time;
    private final FrameTrace trace;
    private final VenueMeters meters;
    private final Feeds feeds;
    private volatile FeedState state = FeedState.CONNECTING;
    private volatile @Nullable Long newestData;

    VenueBoard(VenueSetup setup, MarketListener listener, TimeSource time, FrameTrace trace, VenueMeters meters) {
        this.venue = setup.venue();
        this.listener = listener;
        this.time = time;
        this.trace = trace;
        this.meters = meters;
        this.feeds = new Feeds(setup);
        feeds.all().forEach(feed -> feed.stateSince = time.nanos());
    }

    /** The book that messages about {@code symbol} are applied to; tell the outcome to {@link #settle}. */
    public OrderBook book(Symbol symbol) {
        return feeds.book(symbol).book;
    }

    /**
     * The outcome of one whole message about a book.
     *
     * @param sequence the venue's number of the message, null where it numbers nothing
     * @return whether the book is lost and a new snapshot must be asked for
     */
    public boolean settle(Symbol symbol, Applied outcome, @Nullable Long sequence) {
        return switch (outcome) {
            case Applied.Changed changed -> {
                confirmed(feeds.book(symbol), sequence);
                yield false;
            }
            case Applied.Duplicate duplicate -> false;
            case Applied.Waiting waiting -> false;
            case Applied.Gap gap -> {
                lost(symbol, "gap", gap.expected(), gap.got() - 1);
                yield true;
            }
            case Applied.BadChecksum bad -> {
                meters.checksumFailure();
                lost(symbol, "checksum", null, null);
                yield true;
            }
            case Applied.Contradicted wrong -> {
                lost(symbol, "contradicted", null, null);
                yield true;
            }
            case Applied.Crossed crossed -> {
                lost(symbol, "crossed", null, null);
                yield true;
            }
        };
    }

    /** The subscription is asked for; data is not here yet. */
    public void syncing(Channel channel, Symbol symbol) {
        Feed feed = feeds.feed(channel, symbol);
        if (feed.state != FeedState.SYNCING && feed.state != FeedState.GAP) {
            move(feed, FeedState.SYNCING, "subscribing");
        }
    }

    /** The venue confirmed that it sends trades of this symbol. A quiet market needs no trade to be live. */
    public void tradesLive(Symbol symbol) {
        Feed feed = feeds.trades(symbol);
        if (feed.state != FeedState.LIVE) {
            move(feed, FeedState.LIVE, "subscribed");
        }
    }

    /** The venue refused the subscription. */
    public void rejected(Channel channel, Symbol symbol, String reason) {
        drop(feeds.feed(channel, symbol));
        move(feeds.feed(channel, symbol), FeedState.DOWN, reason);
    }

    /** A trade that happened now; what a venue repeats from the past does not belong here. */
    public void trade(Trade trade) {
        TradeFeed feed = feeds.trades(trade.symbol());
        switch (feed.follow(trade.id())) {
            case TradeFeed.Order.Next next -> tradesLive(trade.symbol());
            case TradeFeed.Order.Repeated repeated -> {
                return;
            }
            case TradeFeed.Order.Missing missing -> {
                meters.gap();
                tradesLive(trade.symbol());
                control(Kind.GAP, feed, "trades missing", missing.from(), missing.to());
            }
        }
        heard(feed, trade.id() instanceof Trade.Id.Number number ? number.value() : null);
        listener.trade(trade, trace.traceparent(trade.symbol()));
    }

    /** A perpetual's mark price and funding as of now. */
    public void funding(Funding funding) {
        Feed feed = feeds.feed(Channel.FUNDING, funding.symbol());
        if (feed.state != FeedState.LIVE) {
            move(feed, FeedState.LIVE, "heard");
        }
        heard(feed, null);
        listener.funding(funding);
    }

    private void confirmed(BookFeed feed, @Nullable Long sequence) {
        heard(feed, sequence);
        if (feed.state != FeedState.LIVE) {
            move(feed, FeedState.LIVE, feed.state == FeedState.STALE ? "heard again" : "synchronised");
        } else {
            quote(feed);
        }
    }

    private void heard(Feed feed, @Nullable Long sequence) {
        feed.heardNanos = time.nanos();
        feed.heardAt = time.now();
        feed.sequence = sequence;
        newestData = feed.heardNanos;
    }

    private void lost(Symbol symbol, String reason, @Nullable Long from, @Nullable Long to) {
        BookFeed feed = feeds.book(symbol);
        meters.gap();
        drop(feed);
        become(feed, FeedState.GAP, reason);
        quote(feed);
        control(Kind.GAP, feed, reason, from, to);
    }

    /** Every feed is over until the venue is connected again. */
    void disconnected(String cause) {
        feeds.all().filter(feed -> feed.state != FeedState.DOWN).forEach(feed -> {
            drop(feed);
            if (feed instanceof TradeFeed tradeFeed) {
                tradeFeed.interrupted();
            }
            move(feed, FeedState.DOWN, cause);
        });
    }

    /** Takes books, and funding, not heard of for {@code staleAfter} out of the consolidated view. */
    void age(Duration staleAfter) {
        feeds.books().forEach(feed -> age(feed, staleAfter));
        feeds.fundings().forEach(feed -> age(feed, staleAfter)); // these come whether the market is quiet or not
    }

    private void age(Feed feed, Duration staleAfter) {
        if (feed.state == FeedState.LIVE && time.nanos() - feed.heardNanos >= staleAfter.toNanos()) {
            move(feed, FeedState.STALE, "no data for " + staleAfter.toSeconds() + " s");
        }
    }

    private static void drop(Feed feed) {
        if (feed instanceof BookFeed bookFeed) {
            bookFeed.book.clear();
            bookFeed.sequence = null;
        }
    }

    private void move(Feed feed, FeedState next, String reason) {
        become(feed, next, reason);
        if (feed instanceof BookFeed bookFeed) {
            quote(bookFeed);
        }
        control(Kind.STATE, feed, reason, null, null);
    }

    private void become(Feed feed, FeedState next, String reason) {
        feed.state = next;
        feed.reason = reason;
        feed.stateSince = time.nanos();
        state = feeds.best();
    }

    private void quote(BookFeed feed) {
        TopOfBook top = feed.readable() ? feed.book.top() : TopOfBook.EMPTY;
        boolean news = feed.toldState != feed.state || !feed.told.equals(top);
        feed.told = top;
        feed.toldState = feed.state;
        String traceparent = news ? trace.traceparent(feed.symbol) : null;
        listener.quote(
                new VenueQuote(venue, feed.symbol, feed.state, top, news, time.now(), feed.heardNanos, traceparent));
    }

    private void control(Kind kind, Feed feed, String reason, @Nullable Long from, @Nullable Long to) {
        listener.control(new ControlEvent(
                kind,
                venue,
                feed.channel,
                feed.symbol,
                feed.state,
                reason,
                from,
                to,
                time.now(),
                trace.traceparent(feed.symbol)));
    }

    /** Whose board it is. */
    public VenueId venue() {
        return venue;
    }

    /** The venue as a whole; readable from any thread. */
    FeedState state() {
        return state;
    }

    /** Local elapsed clock of the newest data of any feed, null before the first; readable from any thread. */
    @Nullable
    Long newestData() {
        return newestData;
    }

    Feeds feeds() {
        return feeds;
    }
}
