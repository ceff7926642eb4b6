// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Batches of trade events as the aggregator publishes them. */
final class Trades {

    static final int BATCH = 100;

    private static final Instant TIME = Instant.parse("2026-01-05T12:00:00.123456Z");
    private static final String DATA =
            """
            {"venue":"binance","price":65087.42000000,"size":0.01433000,"side":"buy","trade_id":"3871239812",\
            "venue_time":"2026-01-05T12:00:00.120Z"}""";

    private Trades() {}

    static List<Outgoing> batch(Supplier<@Nullable String> traceparent) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> new Outgoing(
                        Topic.MARKET_TRADES,
                        new Event(
                                "binance-BTC-USDT-3871239812-" + i,
                                "/market-aggregator-service",
                                "market.trade",
                                "BTC-USDT",
                                TIME,
                                traceparent.get(),
                                null,
                                DATA)))
                .toList();
    }
}
