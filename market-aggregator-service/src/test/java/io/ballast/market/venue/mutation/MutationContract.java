// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.book.BookView;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueQuote;
import io.ballast.market.venue.mutation.Score.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Each kind of fault in single frames of a recording: ten seeded positions of each, 200 with {@code
 * -Dballast.soak=true}, whose scores are written with {@code -Dballast.docs.write=true}. A book that is lost is
 * withdrawn in the same call, announced once, and stays lost without a snapshot; the other books never notice.
 */
public abstract class MutationContract {

    private static final boolean LONG = Boolean.getBoolean("ballast.soak");

    /** An update of a book, the next one of the same book, and the one after that. */
    private record Update(int at, int next, int after, String symbol) {

        /** Where it must be known: with the first update that is in its right place again. */
        int known(Mutation mutation) {
            return mutation == Mutation.SWAP ? after : next;
        }
    }

    /** Its id. */
    protected abstract String venue();

    /** The frames of one connection. */
    protected abstract List<Line> frames();

    /** Subscribed, with every snapshot that does not come as a frame. */
    protected abstract SessionBench open();

    /** The canonical symbol of the book that this frame updates (not: snapshots); null for all other frames. */
    protected abstract @Nullable String updated(Line frame);

    /** Kinds that the protocol lets nobody notice at times. */
    protected abstract Set<Mutation> unnoticeable();

    /** Whether a lost message costs every book of the connection, because all share one numbering. */
    protected boolean sharedNumbering() {
        return false;
    }

    /** How many frames are changed in each way. */
    protected int positions(boolean soak) {
        return soak ? 200 : 10;
    }

    @Test
    void noBookIsWrongWithoutKnowingItWhereTheProtocolTells() {
        long seed = Long.getLong("ballast.seed", System.nanoTime());
        List<Line> frames = frames();
        List<Update> updates = updates(frames);
        Map<Mutation, Score> scores = new EnumMap<>(Mutation.class);
        for (Mutation mutation : Mutation.values()) {
            Random random = new Random(seed + mutation.ordinal());
            Score score = Score.NONE;
            for (int i = 0; i < positions(LONG); i++) {
                Update update = updates.get(random.nextInt(updates.size()));
                String where = "seed " + seed + " " + mutation + " at frame " + update.at();
                score = score.plus(fate(mutation, update, frames, random, where));
            }
            scores.put(mutation, score);
            if (!unnoticeable().contains(mutation)) {
                assertThat(score.unnoticed()).as("seed %s %s", seed, mutation).isZero();
            }
        }
        if (LONG && Boolean.getBoolean("ballast.docs.write")) {
            ScoreTable.write(venue(), scores);
        }
    }

    private Fate fate(Mutation mutation, Update update, List<Line> frames, Random random, String where) {
        List<Line> heard = frames.subList(0, update.known(mutation) + 1);
        List<Line> mutated = new ArrayList<>(heard);
        mutation.apply(mutated, update.at(), update.next(), random);
        SessionBench bench = play(mutated);
        SessionBench right = play(heard);
        if (bench.failed != null) {
            return Fate.DETECTED; // the connection ends, and every book with it
        }
        if (bench.book(update.symbol()) != FeedState.LIVE) {
            assertLost(bench, update.symbol(), where);
            assertOthersUntouched(bench, right, update.symbol(), where);
            assertNoReturnWithoutSnapshot(bench, frames, update.after(), update.symbol(), where);
            return Fate.DETECTED;
        }
        if (!mutation.equals(Mutation.CORRUPT)) { // a corrupted symbol may be another's
            assertOthersUntouched(bench, right, update.symbol(), where);
        }
        return bench.levels(update.symbol()).equals(right.levels(update.symbol())) ? Fate.HARMLESS : Fate.UNNOTICED;
    }

    private static void assertLost(SessionBench bench, String symbol, String where) {
        assertThat(bench.levels(symbol)).as(where).isEqualTo(BookView.EMPTY);
        VenueQuote told = bench.heard.lastQuote(Symbol.of(symbol)).orElseThrow();
        assertThat(told.state()).as(where).isNotEqualTo(FeedState.LIVE);
        assertThat(told.top().bid()).as(where).isNull();
        assertThat(bench.heard.gaps().stream()
                        .filter(gap -> gap.symbol().equals(Symbol.of(symbol)) && gap.reason() != null)
                        .filter(gap -> !gap.reason().startsWith("trades")))
                .as(where)
                .hasSize(1);
    }

    private void assertOthersUntouched(SessionBench bench, SessionBench right, String symbol, String where) {
        if (sharedNumbering()) {
            return;
        }
        for (Symbol other : bench.setup.symbols()) {
            if (!other.equals(Symbol.of(symbol))) {
                assertThat(bench.book(other.toString())).as(where).isEqualTo(right.book(other.toString()));
                assertThat(bench.levels(other.toString())).as(where).isEqualTo(right.levels(other.toString()));
            }
        }
    }

    private void assertNoReturnWithoutSnapshot(
            SessionBench bench, List<Line> frames, int from, String symbol, String where) {
        frames.subList(from + 1, frames.size()).stream()
                .filter(frame -> Objects.equals(updated(frame), symbol))
                .limit(5)
                .forEach(bench::receive);
        assertThat(bench.book(symbol)).as(where).isNotEqualTo(FeedState.LIVE);
        assertThat(bench.levels(symbol)).as(where).isEqualTo(BookView.EMPTY);
    }

    private SessionBench play(List<Line> frames) {
        SessionBench bench = open();
        for (Line frame : frames) {
            if (bench.failed == null) {
                bench.receive(frame);
            }
        }
        return bench;
    }

    private List<Update> updates(List<Line> frames) {
        List<Update> updates = new ArrayList<>();
        for (int at = 0; at < frames.size(); at++) {
            String symbol = updated(frames.get(at));
            int next = symbol == null ? -1 : next(frames, at, symbol);
            int after = next < 0 || symbol == null ? -1 : next(frames, next, symbol);
            if (symbol != null && after > 0 && live(frames, at, symbol)) {
                updates.add(new Update(at, next, after, symbol));
            }
        }
        assertThat(updates).hasSizeGreaterThan(20);
        return updates;
    }

    /** The first updates after a snapshot may be older than it: whatever happens to them does not matter. */
    private boolean live(List<Line> frames, int at, String symbol) {
        return frames.subList(0, at).stream()
                        .filter(frame -> Objects.equals(updated(frame), symbol))
                        .count()
                >= 3;
    }

    private int next(List<Line> frames, int at, String symbol) {
        for (int next = at + 1; next < frames.size(); next++) {
            if (Objects.equals(updated(frames.get(next)), symbol)) {
                return next;
            }
        }
        return -1;
    }
}
