// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is compared: the methods {@code ours} and {@code bare} of one benchmark class. */
enum Comparison {
    GUARD(
            "guard",
            "a call behind our breaker, against one behind SmallRye's own guard",
            GuardBench.class,
            Map.of(),
            new Aim.Extra(1000)),
    LOCAL_HIT(
            "l1-hit",
            "an answer found in the process, against a bare Caffeine cache",
            LocalHitBench.class,
            Map.of(),
            new Aim.Times(2)),
    REDIS_HIT(
            "l2-hit",
            "an answer found in Redis, one at a time, against a bare GET",
            RedisHitBench.class,
            Map.of("inFlight", "1"),
            new Aim.Times(Double.POSITIVE_INFINITY)),
    REDIS_HITS(
            "l2-hits",
            "the same with 32 at a time",
            RedisHitBench.class,
            Map.of("inFlight", "32"),
            new Aim.Times(Double.POSITIVE_INFINITY)),
    PUBLISH(
            "publish",
            "an event in batches of 100, against a bare pipelined XADD",
            RedisPublishBench.class,
            Map.of(),
            new Aim.Share(0.7)),
    RELAY(
            "relay",
            "an outbox row in batches of 100, against publishing the same event",
            RedisRelayBench.class,
            Map.of(),
            new Aim.Times(Double.POSITIVE_INFINITY)),
    TRACING(
            "tracing",
            "an event made under a span and published, every trace sampled, against none",
            TracingBench.class,
            Map.of(),
            new Aim.Times(Double.POSITIVE_INFINITY));

    private final String label;
    private final String what;
    private final Class<?> type;
    private final Map<String, String> parameters;
    private final Aim aim;

    Comparison(String label, String what, Class<?> type, Map<String, String> parameters, Aim aim) {
        this.label = label;
        this.what = what;
        this.type = type;
        this.parameters = parameters;
        this.aim = aim;
    }

    static Optional<Comparison> named(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Comparison::label).toList();
    }

    String label() {
        return label;
    }

    String what() {
        return what;
    }

    Class<?> type() {
        return type;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Aim aim() {
        return aim;
    }
}
