// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.events.EventFields.Decoded;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {

    private static final Event EVENT = new Event(
            "binance:CRV-USDT:trade:1",
            "/market-aggregator-service",
            "market.trade",
            "CRV-USDT",
            Instant.parse("2026-01-05T12:00:00.123456Z"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            UUID.fromString("7b6a4a3e-0000-4000-8000-000000000001"),
            "{\"price\":\"2.64300000\"}");

    @Test
    void whatWasEncodedIsDecoded() {
        long seed = System.nanoTime();
        System.out.println("whatWasEncodedIsDecoded seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            Event event = new Event(
                    "id-" + random.nextLong(),
                    "/source",
                    "type." + random.nextInt(),
                    "subject " + Character.toString(random.nextInt(0x4e00, 0x9fa5)),
                    Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
                    random.nextBoolean() ? EVENT.traceparent() : null,
                    random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()) : null,
                    "{\"n\":" + random.nextInt() + "}");
            assertThat(EventFields.decode(EventFields.encode(event))).isEqualTo(new Decoded.Valid(event));
        }
    }

    @Test
    void carriesTheAttributesOfCloudEvents() {
        assertThat(EventFields.encode(EVENT))
                .containsOnlyKeys(
                        "specversion",
                        "id",
                        "source",
                        "type",
                        "subject",
                        "time",
                        "datacontenttype",
                        "traceparent",
                        "userid",
                        "data")
                .containsEntry("specversion", "1.0")
                .containsEntry("datacontenttype", "application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "specversion,0.3",
        "id,''",
        "source,''",
        "type,''",
        "subject,''",
        "data,''",
        "time,yesterday",
        "userid,me"
    })
    void anInvalidEntryIsNamedByItsAttribute(String attribute, String value) {
        Map<String, String> fields = new HashMap<>(EventFields.encode(EVENT));
        fields.put(attribute, value);
        assertThat(EventFields.decode(fields)).isInstanceOfSatisfying(Decoded.Invalid.class, i -> assertThat(i.cause())
                .startsWith(attribute));
    }

    @Test
    void everyTopicHasItsStream() {
        assertThat(Topic.named("market.trades")).contains(Topic.MARKET_TRADES);
        assertThat(Topic.MARKET_TRADES.streamKey()).isEqualTo("ballast:stream:market.trades");
        assertThat(Topic.named("market.nothing")).isEmpty();
    }
}
