// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.Transition.Cause;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The breakers of this instance, one per dependency, made when first declared or used and then kept. */
@ApplicationScoped
public class Breakers {

    private final BreakerConfig config;
    private final Surroundings around;
    private final BreakerMeters meters;
    private final Map<String, ManagedBreaker> byName = new ConcurrentHashMap<>();
    private final Map<String, Isolation> isolations = new ConcurrentHashMap<>();
    private final List<Consumer<Transition>> listeners = new CopyOnWriteArrayList<>();

    Breakers(
            BreakerConfig config,
            Engine engine,
            ServiceInstance instance,
            TimeSource time,
            Timer timer,
            MeterRegistry registry) {
        this.config = config;
        this.around = new Surroundings(engine, instance, time, timer, this::moved);
        this.meters = new BreakerMeters(registry);
    }

    /**
     * Runs {@code call} behind the breaker of that name; each subscription is one guarded call. While the breaker is
     * open, or forced open, it fails with {@code CircuitBreakerOpenException}. Completes on a thread of the engine's
     * choosing: re-enter your own context before touching state that belongs to it.
     */
    public <T> Uni<T> guarded(String name, Supplier<Uni<T>> call) {
        return breaker(name).guarded(call);
    }

    /**
     * As {@link #guarded}, for the owner of a link whose attempts to connect are what tells that the dependency is back:
     * one is let through an open breaker, and closes it if it succeeds, but never through a forced-open one.
     */
    public <T> Uni<T> attempted(String name, Supplier<Uni<T>> call) {
        return breaker(name).attempted(call);
    }

    /** Makes the breaker known to operators before its first call. Repeating it does nothing. */
    public void declare(String name) {
        breaker(name);
    }

    /**
     * As {@link #declare(String)}, with a harmless call that tells whether the dependency works (a ping, a
     * {@code SELECT 1}): it runs when an operator resets the open breaker. Without one, the next real call decides.
     */
    public void declare(String name, Supplier<? extends Uni<?>> probe) {
        breaker(name).probeWith(probe);
    }

    /**
     * As {@link #declare(String, Supplier)}, for a dependency that also answers with errors which are the caller's own.
     *
     * @param fault which failures are the dependency's; the others count as successes
     */
    public void declare(String name, Supplier<? extends Uni<?>> probe, Predicate<Throwable> fault) {
        breaker(name).faultBy(fault);
        declare(name, probe);
    }

    /** Every breaker of this instance, by name. */
    public List<BreakerStatus> statuses() {
        return byName.values().stream()
                .map(ManagedBreaker::status)
                .sorted(Comparator.comparing(BreakerStatus::name))
                .toList();
    }

    /** That breaker, if there is one; asking creates nothing. */
    public Optional<BreakerStatus> status(String name) {
        return Optional.ofNullable(byName.get(name)).map(ManagedBreaker::status);
    }

    /** Tells every transition from now on, in order per breaker. The listener must not block. */
    public void onTransition(Consumer<Transition> listener) {
        listeners.add(listener);
    }

    /** Forces the breaker open, also one that is made later; returns its state before. */
    public BreakerState isolate(String name, Isolation isolation) {
        isolations.put(name, isolation);
        ManagedBreaker breaker = byName.get(name);
        return breaker == null ? BreakerState.CLOSED : breaker.isolate(isolation);
    }

    /** Ends the isolation, if there is one; the engine's own state shows again. */
    public void release(String name) {
        isolations.remove(name);
        ManagedBreaker breaker = byName.get(name);
        if (breaker != null) {
            breaker.release(Cause.EXPIRED, null);
        }
    }

    /** Closes the breaker at once, isolated or not; returns its state before. */
    public BreakerState close(String name, OperatorAct act) {
        isolations.remove(name);
        ManagedBreaker breaker = byName.get(name);
        return breaker == null ? BreakerState.CLOSED : breaker.close(act);
    }

    /**
     * For the owner of a link who knows that the dependency answers again (the link came up): closes the engine's
     * breaker without waiting for its delay, and history tells why. A forced-open one stays so, and shows closed when
     * that ends. Does nothing where there is no such breaker or it is closed.
     *
     * @param why for operators, for example {@code the link is up}
     */
    public void recovered(String name, String why) {
        ManagedBreaker breaker = byName.get(name);
        if (breaker != null) {
            breaker.recovered(why);
        }
    }

    /** Tries the dependency once behind its open breaker, which closes if that succeeds. */
    public Uni<ProbeOutcome> probe(String name, OperatorAct act) {
        ManagedBreaker breaker = byName.get(name);
        return breaker == null
                ? Uni.createFrom().item(new ProbeOutcome.NotTried("there is no such breaker"))
                : breaker.probe(act);
    }

    private ManagedBreaker breaker(String name) {
        ManagedBreaker known = byName.get(name);
        return known != null ? known : create(name);
    }

    private ManagedBreaker create(String name) {
        ManagedBreaker breaker = byName.computeIfAbsent(name, this::make);
        // after it can be found: an isolation that comes now finds it, one that came before is seen here
        @Nullable Isolation isolation = isolations.get(name);
        if (isolation != null) {
            breaker.isolate(isolation);
        }
        return breaker;
    }

    private ManagedBreaker make(String name) {
        BreakerConfig.Settings settings = Objects.requireNonNull(config.byName().get(name), "every name has defaults");
        ManagedBreaker made = new ManagedBreaker(name, Tuning.of(name, settings), around);
        meters.watch(made);
        return made;
    }

    private void moved(Transition transition) {
        meters.count(transition);
        listeners.forEach(listener -> listener.accept(transition));
    }
}
