// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.ballast.common.testing.ManualTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One stream and its position in memory, behind a network that delays what is sent and what is answered, and loses
 * either; a caller that waited too long is told that it failed, whatever became of it.
 */
final class FakeOutboxStream implements OutboxStream {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** What the server has at one moment. */
    private record Content(List<String> ids, OutboxPosition position, long epoch) {}

    private final ManualTime time;
    private final RandomGenerator random;
    private final Deque<Content> older = new ArrayDeque<>();
    private Content content = new Content(List.of(), OutboxPosition.START, 0);
    private boolean reliable;
    private boolean away;
    int fenced;

    FakeOutboxStream(ManualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Nothing is lost or late any more. */
    void heal() {
        reliable = true;
        away = false;
    }

    void away(boolean now) {
        away = now;
    }

    /** Restarts from an older state of its data. */
    void rewind(int writes) {
        for (int i = 0; i < writes && !older.isEmpty(); i++) {
            content = older.pop();
        }
    }

    List<String> ids() {
        return content.ids();
    }

    @Override
    public Uni<Outcome> claim(Topic topic, long epoch) {
        return call(() -> {
            if (content.epoch() > epoch) {
                fenced++;
                return new Outcome.Fenced();
            }
            put(new Content(content.ids(), content.position(), epoch));
            return new Outcome.At(content.position());
        });
    }

    @Override
    public Uni<Outcome> append(Topic topic, long epoch, OutboxPosition expected, List<OutboxRow> rows) {
        return call(() -> {
            if (content.epoch() > epoch) {
                fenced++;
                return new Outcome.Fenced();
            }
            if (!content.position().equals(expected)) {
                return new Outcome.Elsewhere(content.position());
            }
            List<String> ids = new ArrayList<>(content.ids());
            rows.forEach(row -> ids.add(row.event().id()));
            put(new Content(List.copyOf(ids), rows.getLast().position(), epoch));
            return new Outcome.At(content.position());
        });
    }

    @Override
    public Uni<OutboxPosition> position(Topic topic) {
        return call(() -> content.position());
    }

    private void put(Content next) {
        older.push(content);
        content = next;
    }

    private <T> Uni<T> call(Supplier<T> onTheServer) {
        return Uni.createFrom().<T>emitter(emitter -> {
            if (away) {
                emitter.fail(new IllegalStateException("away"));
                return;
            }
            time.after(LIMIT, () -> emitter.fail(new IllegalStateException("no reply in time")));
            if (lost()) {
                return;
            }
            time.after(delay(), () -> {
                T answer = onTheServer.get();
                if (!lost()) {
                    time.after(delay(), () -> emitter.complete(answer));
                }
            });
        });
    }

    private boolean lost() {
        return !reliable && random.nextInt(8) == 0;
    }

    /** Now and then longer than anybody waits. */
    private Duration delay() {
        return Duration.ofMillis(reliable || random.nextInt(10) > 0 ? random.nextInt(5) : random.nextInt(4_000));
    }
}
