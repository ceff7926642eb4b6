// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Lets the next real call try the dependency, where no probe is known: repeating an earlier call could repeat what it
 * did (an order, a write), so nothing is invented. The calls after it go the ordinary way.
 */
final class AwaitedCall implements Gate {

    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<ProbeOutcome> outcome = new CompletableFuture<>();

    @Override
    public <T> Uni<T> admit(ManagedBreaker breaker, Supplier<Uni<T>> call) {
        if (!taken.compareAndSet(false, true)) {
            return breaker.through(call);
        }
        breaker.disarm(this);
        return breaker.attempt(call)
                .onItemOrFailure()
                .invoke((item, failure) -> outcome.complete(Probing.outcome(breaker, failure)))
                .onCancellation()
                .invoke(() -> outcome.complete(new ProbeOutcome.NotTried("the call that came was cancelled")));
    }

    /** Ends the wait if no call has come. */
    void giveUp(ManagedBreaker breaker, String why) {
        if (taken.compareAndSet(false, true)) {
            breaker.disarm(this);
            outcome.complete(new ProbeOutcome.NotTried(why));
        }
    }

    Uni<ProbeOutcome> outcome() {
        return Uni.createFrom().completionStage(outcome);
    }
}
