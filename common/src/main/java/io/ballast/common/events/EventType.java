// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import io.ballast.common.events.DataType.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every type of event of the suite: the topic that it goes to, and what its data must be. */
public enum EventType {
    MARKET_TRADE("market.trade", Topic.MARKET_TRADES, MarketSchemas.TRADE),
    MARKET_QUOTE("market.quote", Topic.MARKET_QUOTES, MarketSchemas.QUOTE),
    MARKET_FEATURES("market.features", Topic.MARKET_NORMALIZED, MarketSchemas.FEATURES),
    MARKET_CANDLE("market.candle", Topic.MARKET_CANDLES, MarketSchemas.CANDLE),
    MARKET_STATE("market.state", Topic.MARKET_CONTROL, MarketSchemas.CONTROL),
    MARKET_GAP("market.gap", Topic.MARKET_CONTROL, MarketSchemas.CONTROL),
    MARKET_RESYNC("market.resync", Topic.MARKET_CONTROL, MarketSchemas.CONTROL),
    BROKER_SNAPSHOT("broker.snapshot", Topic.BROKER_SNAPSHOTS, UserSchemas.SNAPSHOT),
    TRADE_INTENT("trade.intent", Topic.TRADE_INTENT, UserSchemas.INTENT),
    POSITION_SYNCED("reconciliation.position_synced", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    POSITION_MATCHED("reconciliation.position_matched", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    DIVERGENCE_DETECTED("reconciliation.divergence_detected", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    POSITION_CLOSED("reconciliation.position_closed", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    DRAWDOWN_ALERT("reconciliation.drawdown_alert", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    MARKET_CONDITION_ALERT(
            "reconciliation.market_condition_alert", Topic.RECONCILIATION_EVENTS, UserSchemas.RECONCILED),
    GUARD_DRAWDOWN("guard.drawdown", Topic.GUARD_ALERTS, UserSchemas.DRAWDOWN),
    GUARD_MARKET("guard.market", Topic.GUARD_ALERTS, UserSchemas.MARKET_ALERT),
    CACHE_INVALIDATE("cache.invalidate", Topic.CACHE_INVALIDATIONS, OperationSchemas.INVALIDATION),
    CIRCUIT_TRANSITION("circuit.transition", Topic.CIRCUIT_EVENTS, OperationSchemas.CIRCUIT),
    CIRCUIT_OVERRIDE("circuit.override", Topic.CIRCUIT_EVENTS, OperationSchemas.CIRCUIT),
    HEALTH_THRESHOLD("health.threshold", Topic.HEALTH_ALERTS, OperationSchemas.HEALTH),
    HEALTH_FORECAST("health.forecast", Topic.HEALTH_ALERTS, OperationSchemas.HEALTH),
    HEALTH_ANOMALY("health.anomaly", Topic.HEALTH_ALERTS, OperationSchemas.HEALTH);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final Topic topic;
    private final Members data;

    EventType(String typeName, Topic topic, Members data) {
        this.typeName = typeName;
        this.topic = topic;
        this.data = data;
    }

    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static List<EventType> of(Topic topic) {
        return Arrays.stream(values()).filter(type -> type.topic == topic).toList();
    }

    /** The CloudEvents {@code type}. */
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    public Members data() {
        return data;
    }
}
