// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.mapping.Sorter;
import io.ballast.bridge.mapping.Sorter.Verdict;
import io.ballast.bridge.relay.Mark.Resumption;
import io.ballast.bridge.relay.RelayTarget.Outcome;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One lane over one pair of connections: begins where the target says it ended, and then, step by step, writes what it
 * read while it reads what follows. It ends with its first failure, whatever that leaves open; the next session asks the
 * target again. Entries move only together with the mark, so neither a repeated nor a late write can add them twice.
 *
 * <p>One call at a time, each after the last one has completed.
 */
final class RelaySession {

    /** What Lua hands to one command is bounded. */
    private static final int MOST_FIELDS = 1000;

    /** Entries looked at for one that was carried. */
    private static final int EVIDENCE = 1000;

    private final Lane lane;
    private final RelaySource source;
    private final RelayTarget target;
    private final DeadLetters deadLetters;
    private final Sorter sorter;
    private final Progress progress;
    private final long epoch;
    private volatile String stored = "";
    private volatile Mark at = new Mark(0, Position.START);
    private volatile List<SourceEntry> read = List.of();
    private volatile long history;

    /** Is told how it goes; must not block. */
    interface Progress {

        void resumed(Mark at, Resumption.Cause cause);

        /** @param carried how many of the entries up to {@code at} the target has got */
        void committed(Mark at, int carried);

        /** Before a poisoned entry is set aside. */
        void settingAside(List<DeadLetters.Dead> entries);
    }

    RelaySession(
            Lane lane, RelaySource source, RelayTarget target, DeadLetters deadLetters, Progress progress, long epoch) {
        this.lane = lane;
        this.source = source;
        this.target = target;
        this.deadLetters = deadLetters;
        this.sorter = lane.sorter();
        this.progress = progress;
        this.epoch = epoch;
    }

    /** Fences whoever was here before, and finds out where to go on. */
    Uni<Void> begin() {
        return target.claim(epoch).map(RelaySession::mark).chain(text -> source.history()
                .chain(now -> resume(text, now)));
    }

    private Uni<Void> resume(String text, Mark.History now) {
        Uni<Mark> mark = text.isEmpty() ? source.origin(now) : Uni.createFrom().item(Mark.parse(text));
        return mark.chain(reached -> evident(reached, now).chain(evident -> {
            Resumption next = reached.resume(now, evident);
            history = now.name();
            stored = text;
            at = new Mark(history, next.from());
            return source.begin(next.from()).invoke(() -> progress.resumed(at, next.cause()));
        }));
    }

    /** Whether the source still has something that was carried from it, where its name leaves that open. */
    private Uni<Boolean> evident(Mark reached, Mark.History now) {
        return reached.doubtful(now)
                ? source.upTo(reached.at(), EVIDENCE).chain(this::carriedBefore)
                : Uni.createFrom().item(false);
    }

    private Uni<Boolean> carriedBefore(List<SourceEntry> entries) {
        for (SourceEntry entry : entries) {
            switch (judge(entry)) {
                case Verdict.Unchanged same -> {
                    return target.carried(entry.at(), EntryHash.of(entry.fields()));
                }
                case Verdict.Changed(var fields) -> {
                    return target.carried(entry.at(), EntryHash.of(bytes(fields)));
                }
                case Verdict.Skipped skipped -> {}
                case Verdict.Poison poison -> {}
            }
        }
        return Uni.createFrom().item(false); // to read them again carries nothing again
    }

    /** Writes what the last step read, and reads what follows. */
    Uni<Void> step() {
        List<SourceEntry> page = read;
        Position last = page.isEmpty() ? at.at() : page.getLast().at();
        Uni<Void> write = page.isEmpty() ? target.probe() : commit(page, last);
        return Uni.combine()
                .all()
                .unis(write, source.after(last, lane.route().batch()))
                .with((written, next) -> next)
                .invoke(next -> read = next)
                .replaceWithVoid();
    }

    /** Writes what was read, and reads nothing more. */
    Uni<Void> drain() {
        List<SourceEntry> page = read;
        read = List.of();
        return page.isEmpty()
                ? Uni.createFrom().voidItem()
                : commit(page, page.getLast().at());
    }

    private Uni<Void> commit(List<SourceEntry> page, Position last) {
        List<List<byte[]>> carried = new ArrayList<>(page.size());
        List<DeadLetters.Dead> dead = new ArrayList<>();
        for (SourceEntry entry : page) {
            switch (judge(entry)) {
                case Verdict.Unchanged same -> carried.add(entry.fields());
                case Verdict.Changed(var fields) -> carried.add(bytes(fields));
                case Verdict.Skipped skipped -> {}
                case Verdict.Poison(String cause) -> dead.add(new DeadLetters.Dead(entry, cause));
            }
        }
        Mark next = new Mark(history, last);
        RelayTarget.Commit commit = new RelayTarget.Commit(stored, at, next, carried, EntryHash.ofAll(carried));
        // set aside first: what is behind the mark is never looked at again
        Uni<Void> aside = dead.isEmpty() ? Uni.createFrom().voidItem() : setAside(dead);
        return aside.chain(() -> target.commit(epoch, commit))
                .map(RelaySession::mark)
                .invoke(text -> committed(text, next, carried.size()))
                .replaceWithVoid();
    }

    private Uni<Void> setAside(List<DeadLetters.Dead> dead) {
        progress.settingAside(dead);
        return deadLetters.add(lane, history, dead);
    }

    private void committed(String text, Mark next, int count) {
        stored = text;
        at = next;
        source.carried(next.at());
        progress.committed(next, count);
    }

    private Verdict judge(SourceEntry entry) {
        return judge(sorter, entry);
    }

    static Verdict judge(Sorter sorter, SourceEntry entry) {
        return entry.fields().size() > MOST_FIELDS
                ? new Verdict.Poison("more than " + MOST_FIELDS / 2 + " fields")
                : sorter.judge(entry.text());
    }

    static List<byte[]> bytes(Map<String, String> fields) {
        List<byte[]> bytes = new ArrayList<>(fields.size() * 2);
        fields.forEach((name, value) -> {
            bytes.add(name.getBytes(StandardCharsets.UTF_8));
            bytes.add(value.getBytes(StandardCharsets.UTF_8));
        });
        return bytes;
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case Outcome.At(String text) -> text;
            case Outcome.Elsewhere(String text) -> throw new IllegalStateException("the target is elsewhere: " + text);
            case Outcome.Fenced fenced -> throw new IllegalStateException("another instance has taken over");
        };
    }
}
