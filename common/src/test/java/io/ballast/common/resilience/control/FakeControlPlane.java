// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.Event;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One instance's connection to a fleet in memory; announcements arrive at once. Not thread-safe. */
final class FakeControlPlane implements ControlPlane {

    /** What the instances share. */
    static final class Store {

        private final List<Event> events = new ArrayList<>();
        private final Map<String, Decision> decisions = new LinkedHashMap<>();
        private final Map<String, FleetReport> reports = new LinkedHashMap<>();
        private final List<FakeControlPlane> planes = new ArrayList<>();

        List<Event> events() {
            return events;
        }

        /** As a Redis that comes back without its data. */
        void lose() {
            events.clear();
            decisions.clear();
            reports.clear();
        }
    }

    private final Store store;
    private @Nullable Follower follower;
    private boolean connected;
    private boolean losingReplies;

    FakeControlPlane(Store store) {
        this.store = store;
        store.planes.add(this);
    }

    void cut() {
        connected = false;
        if (follower != null) {
            follower.disconnected();
        }
    }

    void mend() {
        connected = true;
        if (follower != null) {
            follower.connected();
        }
    }

    /** Appends are carried out but not confirmed. */
    void loseReplies(boolean losing) {
        losingReplies = losing;
    }

    @Override
    public void follow(Follower listener) {
        follower = listener;
        mend();
    }

    @Override
    public void close() {
        connected = false;
        store.planes.remove(this);
    }

    @Override
    public boolean connected() {
        return connected;
    }

    private <T> Uni<T> whileConnected(Supplier<T> call) {
        return Uni.createFrom().item(() -> {
            if (!connected) {
                throw new ControlPlaneException("cut");
            }
            return call.get();
        });
    }

    @Override
    public Uni<Void> append(List<Event> events) {
        return whileConnected(() -> {
                    store.events.addAll(events);
                    return losingReplies;
                })
                .invoke(() -> events.stream()
                        .filter(event -> event.type().equals("circuit.override"))
                        .forEach(this::announce))
                .map(lost -> {
                    if (lost) {
                        throw new ControlPlaneException("no reply");
                    }
                    return lost;
                })
                .replaceWithVoid();
    }

    private void announce(Event event) {
        for (FakeControlPlane plane : List.copyOf(store.planes)) {
            if (plane.connected && plane.follower != null) {
                plane.follower.announced(event.subject());
            }
        }
    }

    @Override
    public Uni<List<Recorded>> newest(int count, @Nullable String before) {
        return whileConnected(() -> {
            int end = before == null ? store.events.size() : Integer.parseInt(before);
            List<Recorded> found = new ArrayList<>();
            for (int i = end - 1; i >= 0 && found.size() < count; i--) {
                found.add(new Recorded(Integer.toString(i), store.events.get(i)));
            }
            return found;
        });
    }

    @Override
    public Uni<List<Decision>> decisions() {
        return whileConnected(() -> List.copyOf(store.decisions.values()));
    }

    @Override
    public Uni<Decision> offer(Decision decision) {
        return whileConnected(() ->
                store.decisions.merge(decision.subject(), decision, (held, offered) -> List.of(held, offered).stream()
                        .max(Comparator.naturalOrder())
                        .orElseThrow()));
    }

    @Override
    public Uni<Void> publish(FleetReport report) {
        return whileConnected(() -> store.reports.put(report.instance(), report))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<FleetReport>> reports() {
        return whileConnected(() -> List.copyOf(store.reports.values()));
    }

    @Override
    public Uni<Void> forget(Collection<String> instances) {
        return whileConnected(() -> store.reports.keySet().removeAll(instances)).replaceWithVoid();
    }
}
