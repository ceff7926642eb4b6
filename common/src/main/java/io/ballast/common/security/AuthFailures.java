// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Counts who was turned away; an alert watches it, see the runbook "suspicious access". */
@ApplicationScoped
public class AuthFailures {

    private final Map<AuthFailure, Counter> counters = new EnumMap<>(AuthFailure.class);

    AuthFailures(MeterRegistry meters) {
        for (AuthFailure failure : AuthFailure.values()) {
            counters.put(failure, meters.counter("ballast_auth_failures", "reason", failure.reason()));
        }
    }

    public void count(AuthFailure failure) {
        Counter counter = counters.get(failure);
        if (counter != null) {
            counter.increment();
        }
    }
}
