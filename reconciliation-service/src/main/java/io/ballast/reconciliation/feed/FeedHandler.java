// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.feed;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventHandler;
import io.ballast.common.observability.Tracing;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.ledger.Ledger.SucceededException;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Scope;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings the events of one feed in, under one tenure, each on a context of its own as a request has. */
final class FeedHandler implements EventHandler {

    private static final Logger LOG = Logger.getLogger(FeedHandler.class);
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private final Feed feed;
    private final Tenure tenure;
    private final Context loop;
    private final TimeSource time;
    private final MeterRegistry meters;
    private volatile @Nullable Instant lastActivity;

    FeedHandler(Feed feed, Tenure tenure, Context loop, TimeSource time, MeterRegistry meters) {
        this.feed = feed;
        this.tenure = tenure;
        this.loop = loop;
        this.time = time;
        this.meters = meters;
    }

    /** When the last event was taken in, null if none was. */
    @Nullable
    Instant lastActivity() {
        return lastActivity;
    }

    @Override
    public Uni<Void> handle(Event event) {
        return Uni.createFrom()
                .deferred(() -> take(event))
                .runSubscriptionOn(task -> {
                    Context own = VertxContext.createNewDuplicatedContext(loop);
                    VertxContextSafetyToggle.setContextSafe(own, true);
                    own.runOnContext(entered -> task.run());
                })
                .invoke(this::taken)
                .replaceWithVoid();
    }

    @SuppressWarnings("MustBeClosedChecker") // the context is this event's own, and its trace lasts as long as it
    private Uni<String> take(Event event) {
        Scope trace = Tracing.continuing(event.traceparent()).makeCurrent();
        return feed.take(event, tenure)
                .onFailure(FeedHandler::contradicts)
                .recoverWithItem(conflict -> {
                    LOG.warnf(
                            "event contradicts an earlier one: topic=%s event=%s cause=%s",
                            feed.topic().topicName(), event.id(), conflict.getMessage());
                    return "conflict";
                })
                .onTermination()
                .invoke(trace::close);
    }

    private void taken(String outcome) {
        lastActivity = time.now();
        meters.counter(
                        "ballast_reconciliation_feed_events",
                        "topic",
                        feed.topic().topicName(),
                        "outcome",
                        outcome)
                .increment();
    }

    /** Nothing is wrong with such an event, and nobody could mend it: what it says was said before, differently. */
    private static boolean contradicts(Throwable failure) {
        return failure instanceof ProblemException problem && problem.status() == CONFLICT;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return failure instanceof SucceededException
                || (failure instanceof ProblemException problem && problem.status() >= SERVER_ERROR);
    }
}
