// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Event;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.Transition;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: every transition and every override of every instance, in the stream {@code circuit.events}, where
 * it survives a restart; what the stream has not got yet, or cannot be asked for, comes from this instance's buffer.
 */
@ApplicationScoped
class History {

    private static final Logger LOG = Logger.getLogger(History.class);
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 20;

    private final ControlPlane plane;
    private final ObjectMapper json;
    private final ServiceInstance self;
    private final Outbox outbox;
    private final AtomicLong sequence = new AtomicLong();

    History(ControlPlane plane, ObjectMapper json, ServiceInstance self, ControlConfig config, MeterRegistry meters) {
        this.plane = plane;
        this.json = json;
        this.self = self;
        this.outbox = new Outbox(plane, meters, config.buffer());
    }

    /** A transition, unless a decision taken here made it: that one is recorded as an override. */
    void moved(Transition transition) {
        OperatorAct act = transition.act();
        boolean decision =
                switch (transition.cause()) {
                    case FORCE_OPEN, OVERRIDE_RESET -> true;
                    case FAILURES, DELAY_ELAPSED, PROBE_SUCCEEDED, PROBE_FAILED, LINK_RECOVERED, EXPIRED -> false;
                };
        if (!decision || act == null || !act.instance().equals(self.id())) {
            record("circuit.transition", HistoryEntry.of(self, transition), act == null ? null : act.traceparent());
        }
    }

    void decided(Decision decision, HistoryEntry entry) {
        record("circuit.override", entry, decision.traceparent());
    }

    private void record(String type, HistoryEntry entry, @Nullable String traceparent) {
        try {
            outbox.add(new Event(
                    self.id() + ":" + sequence.incrementAndGet(),
                    "/" + self.service(),
                    type,
                    entry.subject(),
                    entry.at(),
                    traceparent,
                    null,
                    json.writeValueAsString(entry)));
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "circuit event not written: breaker=%s", entry.name());
        }
    }

    /** The fleet can be told. */
    void open() {
        outbox.open();
    }

    /** The fleet cannot be told. */
    void hold() {
        outbox.hold();
    }

    /** The newest entries that {@code wanted} wants, newest first; without the fleet's while it cannot be asked. */
    Uni<List<HistoryEntry>> newest(int limit, Predicate<HistoryEntry> wanted) {
        Map<String, HistoryEntry> found = new LinkedHashMap<>();
        Uni<Void> asked = plane.connected()
                ? page(limit, wanted, null, 1, found).onFailure().recoverWithNull()
                : Uni.createFrom().voidItem();
        return asked.map(done -> {
            Map<String, HistoryEntry> merged = new LinkedHashMap<>();
            outbox.held().reversed().forEach(event -> add(event, wanted, merged));
            found.forEach(merged::putIfAbsent);
            return merged.values().stream()
                    .sorted(Comparator.comparing(HistoryEntry::at).reversed())
                    .limit(limit)
                    .toList();
        });
    }

    private Uni<Void> page(
            int limit,
            Predicate<HistoryEntry> wanted,
            @Nullable String before,
            int number,
            Map<String, HistoryEntry> found) {
        return plane.browse(PAGE, before).chain(page -> {
            page.forEach(recorded -> add(recorded.event(), wanted, found));
            boolean enough = found.size() >= limit || page.size() < PAGE || number >= MOST_PAGES;
            return enough
                    ? Uni.createFrom().voidItem()
                    : page(limit, wanted, page.getLast().position(), number + 1, found);
        });
    }

    private void add(Event event, Predicate<HistoryEntry> wanted, Map<String, HistoryEntry> found) {
        decode(event).filter(wanted).ifPresent(entry -> found.putIfAbsent(event.id(), entry));
    }

    private Optional<HistoryEntry> decode(Event event) {
        try {
            return Optional.of(json.readValue(event.data(), HistoryEntry.class));
        } catch (JsonProcessingException e) {
            LOG.debugf("circuit event not read: id=%s error=%s", event.id(), e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
