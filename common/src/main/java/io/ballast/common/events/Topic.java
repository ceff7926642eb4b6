// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every topic of the suite. The stream of topic {@code x} is {@code ballast:stream:x}, see {@link Shards}. */
public enum Topic {
    /** Plain fields {@code exchange, symbol, timestamp, close}; no events. */
    EXCHANGE_RAW(
            "exchange.raw",
            Audience.NOBODY,
            Retention.MARKET,
            "none",
            Flow.of("outside feeders").to("market")),
    MARKET_TRADES("market.trades", Audience.EVERYONE, Retention.MARKET, "symbol", Flow.market()),
    MARKET_QUOTES("market.quotes", Audience.EVERYONE, Retention.MARKET, "symbol", Flow.market()),
    MARKET_NORMALIZED(
            "market.normalized",
            Audience.EVERYONE,
            Retention.MARKET,
            "symbol",
            Flow.of("market").to("bridge")),
    MARKET_CANDLES(
            "market.candles",
            Audience.EVERYONE,
            Retention.MARKET,
            "symbol",
            Flow.of("market").to("bridge")),
    MARKET_CONTROL("market.control", Audience.EVERYONE, Retention.MARKET, "symbol", Flow.market()),
    BROKER_SNAPSHOTS(
            "broker.snapshots",
            Audience.OWNER,
            Retention.DAY,
            "account",
            Flow.of("market", "agents").to("reconciliation")),
    TRADE_INTENT(
            "trade.intent",
            Audience.OWNER,
            Retention.DAY,
            "symbol",
            Flow.of("bots").to("reconciliation", "bridge")),
    RECONCILIATION_EVENTS(
            "reconciliation.events",
            Audience.OWNER,
            Retention.DAY,
            "position_id or account",
            Flow.of("reconciliation").to("bridge")),
    GUARD_ALERTS(
            "guard.alerts",
            Audience.OWNER,
            Retention.DAY,
            "account or symbol",
            Flow.of("reconciliation").to("bridge")),
    CACHE_INVALIDATIONS(
            "cache.invalidations",
            Audience.NOBODY,
            Retention.DAY,
            "key",
            Flow.of("reconciliation", "market", "bridge")
                    .to("reconciliation", "market", "bridge", "bridges of other regions")),
    CIRCUIT_EVENTS("circuit.events", Audience.OPERATORS, Retention.DAY, "service/name", Flow.everybody()),
    HEALTH_ALERTS(
            "health.alerts",
            Audience.OPERATORS,
            Retention.DAY,
            "service/check",
            Flow.of("reconciliation", "market", "bridge").to("bridge"));

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

    /** How long an entry stays at the least, unless configured otherwise or the stream is at its hard cap. */
    public enum Retention {
        MARKET(Duration.ofMinutes(15)),
        DAY(Duration.ofHours(24));

        private final Duration atLeast;

        Retention(Duration atLeast) {
            this.atLeast = atLeast;
        }

        public Duration atLeast() {
            return atLeast;
        }
    }

    /** Who writes a topic and who reads it; services by their short names. */
    public record Flow(List<String> producers, List<String> consumers) {

        static Flow of(String... producers) {
            return new Flow(List.of(producers), List.of());
        }

        Flow to(String... readers) {
            return new Flow(producers, List.of(readers));
        }

        static Flow market() {
            return of("market").to("bridge", "reconciliation");
        }

        static Flow everybody() {
            return of("reconciliation", "market", "bridge").to("reconciliation", "market", "bridge");
        }
    }

    private final String topicName;
    private final Audience audience;
    private final Retention retention;
    private final String subject;
    private final Flow flow;
    private final Shards shards;

    Topic(String topicName, Audience audience, Retention retention, String subject, Flow flow) {
        this.topicName = topicName;
        this.audience = audience;
        this.retention = retention;
        this.subject = subject;
        this.flow = flow;
        this.shards = new Shards(topicName, 1);
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

    public Retention retention() {
        return retention;
    }

    /** What the {@code subject} of its events is. */
    public String subjectMeaning() {
        return subject;
    }

    public Flow flow() {
        return flow;
    }

    /** Whether every event must say whose it is. */
    public boolean owned() {
        return audience == Audience.OWNER;
    }

    /** Whether its entries are events; the fields of {@link #EXCHANGE_RAW} are not. */
    public boolean hasEnvelope() {
        return this != EXCHANGE_RAW;
    }

    /** The streams it is spread over. */
    public Shards shards() {
        return shards;
    }

    /** The Redis key of its stream; that of the first shard where there are several. */
    public String streamKey() {
        return shards.keys().getFirst();
    }
}
