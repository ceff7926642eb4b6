// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.market.book.BookView;
import io.ballast.market.book.Side;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One venue's running feed: a supervised connection, the board it fills, and the checks that need no message to be due.
 *
 * <p>Everything it holds is confined to one event loop; the public methods may be called from anywhere and hop onto it.
 */
public final class VenueFeed {

    private static final Logger LOG = Logger.getLogger(VenueFeed.class);

    private final VenueAdapter adapter;
    private final VenueSetup setup;
    private final VenueRuntime runtime;
    private final VenueLoop loop;
    private final VenueBoard board;
    private final ConnectionBudget budget;
    private final Supervisor supervisor;
    private final Set<String> rejectedKinds = new HashSet<>();
    private @Nullable VenueConnection connection;
    private long ups;
    private boolean closed;
    private boolean working;

    VenueFeed(VenueAdapter adapter, VenueSetup setup, MarketListener listener, VenueRuntime runtime) {
        this.adapter = adapter;
        this.setup = setup;
        this.runtime = runtime;
        this.loop = runtime.loop();
        this.board = new VenueBoard(setup, listener, runtime.time(), runtime.trace(), runtime.meters());
        this.budget = new ConnectionBudget(
                runtime.limits().connectAttempts(), runtime.limits().connectWindow(), runtime.time());
        this.supervisor = new Supervisor(
                "venue-" + setup.venue(),
                this::dial,
                link(runtime.limits()),
                runtime.time(),
                runtime.timer(),
                new SplittableRandom(),
                this::linkMoved);
        runtime.meters().watch(supervisor, board::state, this::ageSeconds);
    }

    private static LinkSettings link(MarketConfig limits) {
        return new LinkSettings(
                new Backoff(limits.backoffFirst(), limits.backoffCeiling()),
                limits.connectTimeout(),
                limits.silence(),
                Duration.ofSeconds(10));
    }

    void start() {
        supervisor.start();
        scheduleCheck();
    }

    void close() {
        supervisor.close();
        loop.execute(() -> closed = true);
    }

    public VenueId venue() {
        return setup.venue();
    }

    public List<Symbol> symbols() {
        return setup.symbols();
    }

    /** Whether this venue has a book of that symbol, in whatever state. */
    public boolean hasBook(Symbol symbol) {
        return setup.channels().contains(Channel.BOOK) && setup.symbols().contains(symbol);
    }

    public FeedState state() {
        return board.state();
    }

    LinkStats link() {
        return supervisor.stats();
    }

    /** When any of its feeds last brought data, null before the first. */
    @Nullable
    Instant lastData() {
        Long newest = board.newestData();
        return newest == null ? null : runtime.time().now().minusNanos(nanos() - newest);
    }

    /** The best {@code depth} levels of a book this venue has. */
    public Uni<VenueBook> book(Symbol symbol, int depth) {
        return Uni.createFrom()
                .emitter(emitter -> loop.execute(() -> {
                    BookFeed feed = board.feeds().book(symbol);
                    emitter.complete(new VenueBook(
                            venue(),
                            symbol,
                            feed.state,
                            feed.sequence,
                            feed.heardAt,
                            age(feed),
                            feed.readable() ? feed.book.view(depth) : BookView.EMPTY));
                }));
    }

    public Uni<Venues.Status> status() {
        return Uni.createFrom()
                .emitter(emitter -> loop.execute(() -> {
                    VenueMeters meters = runtime.meters();
                    emitter.complete(new Venues.Status(
                            venue(),
                            board.state(),
                            meters.frames(),
                            meters.gaps(),
                            meters.checksumFailures(),
                            meters.rejected(),
                            Math.max(0, ups - 1),
                            supervisor.stats().lastError(),
                            board.feeds().all().map(this::status).toList()));
                }));
    }

    private Venues.Status.FeedStatus status(Feed feed) {
        int bids = feed instanceof BookFeed bookFeed ? bookFeed.book.size(Side.BID) : 0;
        int asks = feed instanceof BookFeed bookFeed ? bookFeed.book.size(Side.ASK) : 0;
        return new Venues.Status.FeedStatus(
                feed.channel, feed.symbol, feed.state, feed.reason, age(feed), feed.heardAt, feed.sequence, bids, asks);
    }

    private @Nullable Duration age(Feed feed) {
        return feed.heardAt == null ? null : Duration.ofNanos(nanos() - feed.heardNanos);
    }

    private double ageSeconds() {
        Long newest = board.newestData();
        return newest == null ? Double.NaN : (nanos() - newest) / 1e9;
    }

    private Dialer.Connection dial(Attempt attempt) {
        List<String> urls = adapter.socketUrls(setup);
        if (!budget.take(urls.size())) {
            throw new IllegalStateException("connection budget is spent");
        }
        VenueConnection next = new VenueConnection(this, attempt);
        loop.execute(() -> {
            connection = next;
            next.open(urls);
        });
        return () -> loop.execute(next::close);
    }

    private void linkMoved(LinkState state) {
        switch (state) {
            case LinkState.Connecting connecting -> {}
            case LinkState.Up up -> loop.execute(() -> ups++);
            case LinkState.Waiting waiting -> loop.execute(() -> lost(waiting.cause()));
            case LinkState.Closed ended -> loop.execute(() -> lost("closed"));
        }
    }

    private void scheduleCheck() {
        later(runtime.limits().checkInterval(), () -> {
            if (!closed) {
                scheduleCheck();
                work("venue check", this::check);
            }
        });
    }

    private void check() {
        board.age(runtime.limits().staleAfter());
        VenueConnection current = connection;
        if (current == null) {
            return;
        }
        current.check(runtime.limits().pingInterval(), adapter.heartbeat().orElse(null));
        List<Symbol> late = board.feeds().overdue(runtime.limits().syncTimeout(), nanos());
        if (!late.isEmpty() && !board.feeds().anyBookReadable()) {
            current.fail("no book within " + runtime.limits().syncTimeout().toSeconds() + " s");
        } else {
            late.forEach(current::overdue); // the books of other symbols are good: they keep their connection
        }
    }

    /** What a new socket's frames are shown to. */
    WireTap.Wire tapped(String url) {
        return runtime.tap().connected(venue(), adapter.captureName(), url);
    }

    VenueSockets sockets() {
        return runtime.sockets();
    }

    Duration silence() {
        return runtime.limits().silence();
    }

    VenueSession converse(VenueConnection line) {
        return adapter.session(setup, board, line);
    }

    /** Everything this venue had is void, at once. */
    void lost(String cause) {
        work("venue lost", () -> board.disconnected(cause));
    }

    /** Runs a piece of work under one trace. Pieces do not nest: an inner one belongs to the outer's trace. */
    void work(String name, Runnable task) {
        if (working) {
            task.run();
            return;
        }
        working = true;
        runtime.trace().begin(name);
        try {
            task.run();
        } finally {
            runtime.trace().end();
            working = false;
        }
    }

    /** Counts a frame that led to nothing, and tells of the first of its kind. */
    void rejected(String kind, String detail) {
        runtime.meters().rejected(kind);
        String what = kind.equals("unknown") ? kind + " " + detail : kind;
        if (rejectedKinds.size() < 100 && rejectedKinds.add(what)) {
            LOG.warnf(
                    "frame rejected, further ones of this kind are only counted: venue=%s kind=%s detail=%s",
                    venue(), kind, detail);
        }
    }

    Uni<Line.Reply> get(String url) {
        return runtime.rest().apply(url);
    }

    VenueMeters meters() {
        return runtime.meters();
    }

    long nanos() {
        return runtime.time().nanos();
    }

    void onLoop(Runnable task) {
        loop.execute(task);
    }

    void later(Duration delay, Runnable task) {
        runtime.timer().after(delay, () -> loop.execute(task));
    }
}
