// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.testing.ManualTime;
import io.ballast.market.book.BookView;
import io.ballast.market.book.Side;
import io.ballast.market.capture.Capture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session on a bench: a real board, time by hand, and a line whose ends the test holds. */
public final class SessionBench implements Line {

    /** A REST request that the test may answer. */
    public record Asked(String url, Consumer<Line.Reply> then) {}

    public final ManualTime time = new ManualTime();
    public final RecordingListener heard = new RecordingListener();
    public final VenueSetup setup;
    public final VenueBoard board;
    public final List<String> sent = new ArrayList<>();
    public final List<Asked> asked = new ArrayList<>();
    public final List<String> unknown = new ArrayList<>();
    public final List<String> malformed = new ArrayList<>();
    public boolean established;
    public @Nullable String failed;

    private final VenueMeters meters;
    private final VenueSession session;

    public SessionBench(VenueAdapter adapter, Set<Channel> channels, String... symbols) {
        this.setup = new VenueSetup(
                adapter.venue(),
                "ws://venue",
                Optional.of("http://venue"),
                List.of(symbols).stream().map(Symbol::of).toList(),
                channels,
                adapter.depth(OptionalInt.empty()),
                adapter.levelsKept(adapter.depth(OptionalInt.empty())));
        this.meters = new VenueMeters(new SimpleMeterRegistry(), adapter.venue());
        this.board = new VenueBoard(setup, heard, time, FrameTrace.NONE, meters);
        this.session = adapter.session(setup, board, this);
    }

    public SessionBench open() {
        session.opened();
        return this;
    }

    /** A frame from the venue; what it makes of a malformed one is kept in {@link #malformed}. */
    public void receive(String frame) {
        try {
            session.message(frame.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            malformed.add(String.valueOf(e.getMessage()));
        }
    }

    public void receive(Capture.Line frame) {
        receive(frame.data());
    }

    public void overdue(String symbol) {
        session.overdue(Symbol.of(symbol));
    }

    /** Answers the oldest open request. */
    public void answer(Line.Reply reply) {
        asked.removeFirst().then().accept(reply);
    }

    public void answer(String body) {
        answer(new Line.Reply.Ok(body.getBytes(StandardCharsets.UTF_8)));
    }

    public FeedState state(Channel channel, String symbol) {
        return board.feeds()
                .all()
                .filter(feed -> feed.channel == channel && feed.symbol.equals(Symbol.of(symbol)))
                .findFirst()
                .orElseThrow()
                .state;
    }

    public FeedState book(String symbol) {
        return state(Channel.BOOK, symbol);
    }

    public BookView levels(String symbol) {
        return board.book(Symbol.of(symbol)).view(Integer.MAX_VALUE);
    }

    public int size(String symbol, Side side) {
        return board.book(Symbol.of(symbol)).size(side);
    }

    public long gaps() {
        return meters.gaps();
    }

    public long checksumFailures() {
        return meters.checksumFailures();
    }

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void established() {
        established = true;
    }

    @Override
    public void fail(String cause) {
        failed = cause;
    }

    @Override
    public void unknown(String kind) {
        unknown.add(kind);
    }

    @Override
    public void get(String url, Consumer<Line.Reply> then) {
        asked.add(new Asked(url, then));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        time.after(delay, task);
    }
}
