// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.Transition;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last moves of this instance's breakers, kept here so that a diagnosis needs nobody else. */
@ApplicationScoped
class RecentTransitions {

    private static final int KEPT = 50;

    private final Breakers breakers;
    private final Deque<Transition> moves = new ArrayDeque<>();

    RecentTransitions(Breakers breakers) {
        this.breakers = breakers;
    }

    void start(@Observes StartupEvent event) {
        breakers.onTransition(this::add);
    }

    private synchronized void add(Transition move) {
        moves.addFirst(move);
        if (moves.size() > KEPT) {
            moves.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<Transition> newest() {
        return List.copyOf(moves);
    }
}
