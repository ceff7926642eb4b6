// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds routes that would feed their own source, directly or by way of others: those never come to an end. */
final class Loops {

    /** A topic on a server; two names of one server are one. */
    private record Place(String server, String topic) {}

    private final Function<String, String> urlOf;

    /** @param urlOf where the Redis of a name is */
    Loops(Function<String, String> urlOf) {
        this.urlOf = urlOf;
    }

    /** @throws IllegalArgumentException if {@code candidate} closes a loop with itself or the others */
    void refuse(RelayRoute candidate, Collection<RelayRoute> others) {
        Map<Place, Set<Place>> onward = new HashMap<>();
        others.stream().filter(other -> !other.id().equals(candidate.id())).forEach(other -> add(other, onward));
        add(candidate, onward);
        for (String topic : candidate.source().topics()) {
            Place start = new Place(urlOf.apply(candidate.source().redis()), topic);
            if (reachable(start, onward).contains(start)) {
                throw new IllegalArgumentException(
                        "sink.topic: the route would feed its own source: " + candidate.path());
            }
        }
    }

    private void add(RelayRoute route, Map<Place, Set<Place>> onward) {
        for (String topic : route.source().topics()) {
            onward.computeIfAbsent(new Place(urlOf.apply(route.source().redis()), topic), from -> new HashSet<>())
                    .add(new Place(
                            urlOf.apply(route.sink().redis()), route.sink().topicOf(topic)));
        }
    }

    private static Set<Place> reachable(Place start, Map<Place, Set<Place>> onward) {
        Set<Place> seen = new HashSet<>();
        Deque<Place> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            for (Place next : onward.getOrDefault(left.remove(), Set.of())) {
                if (seen.add(next)) {
                    left.add(next);
                }
            }
        }
        return seen;
    }
}
