// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.ClientFeed;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.common.security.Caller;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who is connected, within the limits. */
@ApplicationScoped
class PushClients {

    private final PushHub hub;
    private final PushMessages messages;
    private final PushConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Counter gaps;
    private final Outgoing.Limits limits;
    private final AtomicInteger connected = new AtomicInteger();
    private final Map<UUID, Integer> byUser = new ConcurrentHashMap<>();

    PushClients(
            PushHub hub, PushMessages messages, PushConfig config, TimeSource time, Timer timer, MeterRegistry meters) {
        this.hub = hub;
        this.messages = messages;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.gaps = meters.counter("ballast_push_gaps");
        this.limits = new Outgoing.Limits(
                config.bufferEvents(),
                config.bufferBytes(),
                config.conflateAbove(),
                (topic, reason, count) -> meters.counter(
                                "ballast_events_dropped", "topic", topic.topicName(), "reason", reason)
                        .increment(count));
        meters.gauge("ballast_push_clients", connected);
    }

    /**
     * A session for this caller; null if it has too many already.
     *
     * @param loop runs everything the session does
     * @param abort cuts the connection of a client that has stopped taking anything
     */
    @Nullable
    PushSession open(Caller caller, PushRequest.Accepted request, Executor loop, Runnable abort) {
        if (!enter(caller.userId())) {
            return null;
        }
        ClientFeed feed = new ClientFeed(request.interest(), hub.source(), limits, new ClientFeed.Loop(loop, timer));
        PushSession.Pace pace = new PushSession.Pace(
                config.heartbeat(), config.stallLimit(), Duration.between(time.now(), caller.expiresAt()));
        PushSession session = new PushSession(
                feed,
                messages,
                pace,
                new PushSession.Clock(time, timer, loop),
                new PushSession.Ends(gaps::increment, abort, () -> leave(caller.userId())));
        session.start(request);
        return session;
    }

    private boolean enter(UUID user) {
        if (connected.incrementAndGet() > config.connections()) {
            connected.decrementAndGet();
            return false;
        }
        if (byUser.merge(user, 1, Integer::sum) > config.connectionsPerUser()) {
            leave(user);
            return false;
        }
        return true;
    }

    private void leave(UUID user) {
        connected.decrementAndGet();
        byUser.computeIfPresent(user, (same, count) -> count > 1 ? count - 1 : null);
    }
}
