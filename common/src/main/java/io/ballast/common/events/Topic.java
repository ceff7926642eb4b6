// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.util.Arrays;
import java.util.Optional;

/** Every topic of the suite. The stream of topic {@code x} is {@code ballast:stream:x}. */
public enum Topic {
    MARKET_TRADES("market.trades", Audience.EVERYONE),
    MARKET_QUOTES("market.quotes", Audience.EVERYONE),
    MARKET_NORMALIZED("market.normalized", Audience.EVERYONE),
    MARKET_CANDLES("market.candles", Audience.EVERYONE),
    MARKET_CONTROL("market.control", Audience.EVERYONE),
    BROKER_SNAPSHOTS("broker.snapshots", Audience.OWNER),
    TRADE_INTENT("trade.intent", Audience.OWNER),
    RECONCILIATION_EVENTS("reconciliation.events", Audience.OWNER),
    GUARD_ALERTS("guard.alerts", Audience.OWNER),
    CACHE_INVALIDATIONS("cache.invalidations", Audience.NOBODY),
    CIRCUIT_EVENTS("circuit.events", Audience.OPERATORS),
    HEALTH_ALERTS("health.alerts", Audience.OPERATORS);

    /** Who may see a topic's events in a push connection. */
    public enum Audience {
        /** Every authenticated caller. */
        EVERYONE,
        /** The user in the event's {@code userid}, and operators. */
        OWNER,
        OPERATORS,
        /** Internal; never pushed. */
        NOBODY
    }

    private static final String STREAM_PREFIX = "ballast:stream:";

    private final String topicName;
    private final Audience audience;

    Topic(String topicName, Audience audience) {
        this.topicName = topicName;
        this.audience = audience;
    }

    public static Optional<Topic> named(String name) {
        return Arrays.stream(values()).filter(t -> t.topicName.equals(name)).findFirst();
    }

    public String topicName() {
        return topicName;
    }

    public Audience audience() {
        return audience;
    }

    /** The Redis key of the topic's stream. */
    public String streamKey() {
        return STREAM_PREFIX + topicName;
    }
}
