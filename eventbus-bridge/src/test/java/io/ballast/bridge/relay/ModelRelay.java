// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** A source and a target in memory that fail as real ones do: before, after, late, and by forgetting. */
final class ModelRelay {

    /** Lost on the way: nobody knows whether it was done. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record State(String mark, long epoch, List<String> entries, List<LedgerRow> rows) {}

    private final Random random;
    private final List<SourceEntry> source = new ArrayList<>();
    private final List<State> versions = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private long history = 1L << 20;
    private Position last = Position.START;
    private String origin = "";
    private State target = new State("", 0, List.of(), List.of());
    private int number;
    private int life;
    private int oneIn;
    final Map<String, Integer> setAside = new HashMap<>();

    ModelRelay(Random random) {
        this.random = random;
    }

    /** From now on one call in so many fails; 0: none does. */
    void failOneIn(int calls) {
        oneIn = calls;
    }

    void publish(int count) {
        for (int i = 0; i < count; i++) {
            last = random.nextInt(3) == 0
                    ? new Position(last.ms(), last.seq() + 1)
                    : new Position(last.ms() + 1 + random.nextInt(3), life);
            String value = Integer.toString(++number);
            String data = random.nextInt(20) == 0 ? "[]" : "{}";
            source.add(new SourceEntry(
                    last,
                    bytes(
                            "specversion",
                            "1.0",
                            "id",
                            value,
                            "source",
                            "/m",
                            "type",
                            "t",
                            "subject",
                            "s",
                            "time",
                            "2026-01-05T12:00:00Z",
                            "data",
                            data)));
        }
    }

    /** Loses its newest entries; whatever comes then has later ids all the same, for time has passed. */
    void sourceLosesTail() {
        int lost = Math.min(source.size(), random.nextInt(10));
        source.subList(source.size() - lost, source.size()).clear();
        if (random.nextBoolean()) {
            history += 1L << 16; // its name was lost with them
        }
    }

    void sourceComesBackEmpty() {
        source.clear();
        history += 1L << 16;
        life += 1000; // no id comes twice, whatever the clock says
        last = new Position(random.nextBoolean() ? last.ms() + 1 : 1, life);
        origin = "";
    }

    void targetLosesTail() {
        int back = random.nextInt(5);
        while (back-- > 0 && !versions.isEmpty()) {
            target = versions.removeLast();
        }
    }

    void targetComesBackEmpty() {
        versions.clear();
        target = new State("", 0, List.of(), List.of());
    }

    /** A write that its sender has given up arrives. */
    void arriveLate() {
        if (!late.isEmpty()) {
            late.remove(random.nextInt(late.size())).run();
        }
    }

    List<String> delivered() {
        return target.entries();
    }

    /** Numbers of what the source still holds and a route carries. */
    List<String> held() {
        return source.stream()
                .map(SourceEntry::text)
                .filter(fields -> "{}".equals(fields.get("data")))
                .map(fields -> String.valueOf(fields.get("id")))
                .toList();
    }

    List<String> poisoned() {
        return source.stream()
                .map(SourceEntry::text)
                .filter(fields -> "[]".equals(fields.get("data")))
                .map(fields -> String.valueOf(fields.get("id")))
                .toList();
    }

    private <T> Uni<T> call(Supplier<T> action, boolean canBeLate) {
        return Uni.createFrom().item(() -> {
            if (oneIn == 0 || random.nextInt(oneIn) > 0) {
                return action.get();
            }
            switch (random.nextInt(3)) {
                case 0 -> done(action); // and the answer lost
                case 1 -> {
                    if (canBeLate) {
                        late.add(() -> done(action));
                    }
                }
                default -> {} // lost before it came
            }
            throw new Cut();
        });
    }

    private static void done(Supplier<?> action) {
        Object unused = action.get();
    }

    RelaySource source() {
        return new RelaySource() {
            @Override
            public Uni<Mark.History> history() {
                return call(
                        () -> new Mark.History(
                                history,
                                source.isEmpty()
                                        ? Position.START
                                        : source.getFirst().at(),
                                source.isEmpty()
                                        ? Position.START
                                        : source.getLast().at()),
                        false);
            }

            @Override
            public Uni<List<SourceEntry>> upTo(Position at, int most) {
                return call(
                        () -> source.reversed().stream()
                                .filter(entry -> !entry.at().isAfter(at))
                                .limit(most)
                                .toList(),
                        false);
            }

            @Override
            public Uni<Mark> origin(Mark.History now) {
                return call(
                        () -> {
                            origin = origin.isEmpty() ? new Mark(now.name(), Position.START).text() : origin;
                            return Mark.parse(origin);
                        },
                        false);
            }

            @Override
            public Uni<Void> begin(Position at) {
                return call(() -> null, false);
            }

            @Override
            public Uni<List<SourceEntry>> after(Position at, int most) {
                return call(
                        () -> source.stream()
                                .filter(entry -> entry.at().isAfter(at))
                                .limit(most)
                                .toList(),
                        false);
            }

            @Override
            public void carried(Position upTo) {}
        };
    }

    RelayTarget target() {
        return new RelayTarget() {
            @Override
            public Uni<Outcome> claim(long epoch) {
                return call(
                        () -> {
                            if (target.epoch() > epoch) {
                                return new Outcome.Fenced();
                            }
                            target = new State(target.mark(), epoch, target.entries(), target.rows());
                            return new Outcome.At(target.mark());
                        },
                        true);
            }

            @Override
            public Uni<Outcome> commit(long epoch, Commit commit) {
                return call(() -> write(epoch, commit), true);
            }

            @Override
            public Uni<Boolean> carried(Position at, String hash) {
                return call(() -> target.rows().stream().anyMatch(row -> row.carried(at, hash)), false);
            }

            @Override
            public Uni<Void> probe() {
                return call(() -> null, false);
            }
        };
    }

    private RelayTarget.Outcome write(long epoch, RelayTarget.Commit commit) {
        if (target.epoch() > epoch) {
            return new RelayTarget.Outcome.Fenced();
        }
        if (!target.mark().equals(commit.expected())) {
            return new RelayTarget.Outcome.Elsewhere(target.mark());
        }
        versions.add(target);
        List<String> entries = new ArrayList<>(target.entries());
        commit.entries()
                .forEach(fields -> entries.add(String.valueOf(
                        new SourceEntry(Position.START, fields).text().get("id"))));
        List<LedgerRow> rows = new ArrayList<>(target.rows());
        if (!commit.entries().isEmpty()) {
            rows.add(new LedgerRow(
                    Position.START,
                    commit.from().at(),
                    commit.next().at(),
                    Position.START,
                    commit.entries().size(),
                    commit.hashes()));
        }
        target = new State(commit.next().text(), epoch, List.copyOf(entries), List.copyOf(rows));
        return new RelayTarget.Outcome.At(target.mark());
    }

    DeadLetters deadLetters() {
        Map<String, Position> reached = new HashMap<>();
        return (lane, name, entries) -> call(
                () -> {
                    for (DeadLetters.Dead dead : entries) {
                        String key = Long.toString(name);
                        if (dead.entry().at().isAfter(reached.getOrDefault(key, Position.START))) {
                            reached.put(key, dead.entry().at());
                            setAside.merge(String.valueOf(dead.entry().text().get("id")), 1, Integer::sum);
                        }
                    }
                    return null;
                },
                false);
    }

    private static List<byte[]> bytes(String... fields) {
        List<byte[]> bytes = new ArrayList<>();
        for (String field : fields) {
            bytes.add(field.getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }
}
