// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.Topic;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams in memory that can be slow, or away, when the test says so. */
final class FakePublisher implements EventPublisher {

    final List<Outgoing> published = new ArrayList<>();
    final List<List<Outgoing>> attempts = new ArrayList<>();
    boolean away;
    /** While true, batches hang until {@link #settle}. */
    boolean slow;

    private @Nullable UniEmitter<? super Void> hanging;

    @Override
    public Uni<Void> publish(List<Outgoing> events) {
        return Uni.createFrom().emitter(emitter -> {
            if (hanging != null) {
                throw new AssertionError("two batches at once");
            }
            attempts.add(events);
            if (slow) {
                hanging = emitter;
            } else {
                end(events, emitter);
            }
        });
    }

    /** Ends the batch that hangs. */
    void settle() {
        UniEmitter<? super Void> emitter = hanging;
        hanging = null;
        if (emitter != null) {
            end(attempts.getLast(), emitter);
        }
    }

    private void end(List<Outgoing> events, UniEmitter<? super Void> emitter) {
        if (away) {
            emitter.fail(new IllegalStateException("streams are away"));
        } else {
            published.addAll(events);
            emitter.complete(null);
        }
    }

    List<Event> in(Topic topic) {
        return published.stream()
                .filter(outgoing -> outgoing.topic() == topic)
                .map(Outgoing::event)
                .toList();
    }
}
