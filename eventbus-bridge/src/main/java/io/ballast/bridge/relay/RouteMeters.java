// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.route.RouteId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What one route counts. As many labels as there are routes, which operators make. */
final class RouteMeters {

    private final Counter delivered;
    private final Counter retries;
    private final Counter deadLetters;
    private final Counter holes;

    RouteMeters(MeterRegistry meters, RouteId route) {
        String id = route.value();
        this.delivered = meters.counter("ballast_bridge_delivered", "route", id);
        this.retries = meters.counter("ballast_bridge_retries", "route", id);
        this.deadLetters = meters.counter("ballast_bridge_dead_letters", "route", id);
        this.holes = meters.counter("ballast_bridge_ledger_holes", "route", id);
    }

    void delivered(int events) {
        delivered.increment(events);
    }

    void retried() {
        retries.increment();
    }

    void setAside(int entries) {
        deadLetters.increment(entries);
    }

    void holes(int entries) {
        holes.increment(entries);
    }

    long delivered() {
        return (long) delivered.count();
    }

    long retries() {
        return (long) retries.count();
    }

    long deadLetters() {
        return (long) deadLetters.count();
    }

    long holes() {
        return (long) holes.count();
    }
}
