// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.events.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams in memory that can be slow, or away, when the test says so. */
final class FakePublisher implements IdempotentPublisher {

    final List<Outgoing> published = new ArrayList<>();
    final List<List<Numbered>> attempts = new ArrayList<>();
    boolean away;
    /** While true, batches hang until {@link #settle}. */
    boolean slow;

    /** While true, batches arrive and their confirmations do not. */
    boolean deaf;

    private final Map<String, Long> reached = new HashMap<>();
    private @Nullable Runnable hanging;

    @Override
    public Uni<Void> publish(String producer, List<Numbered> events) {
        return Uni.createFrom().emitter(emitter -> {
            if (hanging != null) {
                throw new AssertionError("two batches at once");
            }
            attempts.add(events);
            if (slow) {
                hanging = () -> end(producer, events, emitter);
            } else {
                end(producer, events, emitter);
            }
        });
    }

    /** Ends the batch that hangs. */
    void settle() {
        Runnable ending = hanging;
        hanging = null;
        if (ending != null) {
            ending.run();
        }
    }

    private void end(String producer, List<Numbered> events, UniEmitter<? super Void> emitter) {
        if (!away) {
            events.forEach(each -> append(producer, each));
        }
        if (away || deaf) {
            emitter.fail(new IllegalStateException("streams are away"));
        } else {
            emitter.complete(null);
        }
    }

    private void append(String producer, Numbered each) {
        String position = producer + "/" + each.topic();
        if (each.number() > reached.getOrDefault(position, -1L)) {
            reached.put(position, each.number());
            published.add(new Outgoing(each.topic(), each.event()));
        }
    }

    List<Event> in(Topic topic) {
        return published.stream()
                .filter(outgoing -> outgoing.topic() == topic)
                .map(Outgoing::event)
                .toList();
    }
}
