// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service over real sockets and a real Redis: two venues, one view, and who may see it. */
@QuarkusTest
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(TwoVenues.class)
class MarketQuarkusTest {

    private static final String BASE = "/api/v1/market";

    @Inject
    RedisGateway redis;

    @BeforeEach
    void bothVenuesAreLive() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> as("user")
                .get(BASE + "/BTC-USD/book")
                .then()
                .statusCode(200)
                .body("contributions.state", contains("LIVE", "LIVE"))
                .body("bids", hasSize(5)));
    }

    @Test
    void onlyUsersAndOperatorsMayRead() {
        given().get(BASE + "/symbols").then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.forge(
                        TestTokens.claims("user", UUID.randomUUID().toString())))
                .get(BASE + "/symbols")
                .then()
                .statusCode(401);
        as("agent").get(BASE + "/symbols").then().statusCode(403).contentType("application/problem+json");
        as("operator").get(BASE + "/symbols").then().statusCode(200);
        as("user")
                .get(BASE + "/symbols")
                .then()
                .statusCode(200)
                .body("symbol", contains("BTC-USD"))
                .body("venues[0]", contains("binance", "kraken"));
    }

    @Test
    void whatDoesNotExistIsAProblemThatNamesWhatIsNear() {
        for (String path : List.of("/BTC-USDT/price", "/btcusd/book", "/XBT-USDC/trades")) {
            as("user")
                    .get(BASE + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("near", hasItem("BTC-USD"))
                    .body("errorId", notNullValue());
        }
        as("user")
                .get(BASE + "/BTC-USD/venues/krakn/book")
                .then()
                .statusCode(404)
                .body("near", hasItems("binance", "kraken"));
    }

    @Test
    void aBadNumberIsNamed() {
        for (String depth : List.of("0", "-1", "x", "1.5", "99999999999")) {
            as("user")
                    .get(BASE + "/BTC-USD/book?depth=" + depth)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("depth"));
            as("user")
                    .get(BASE + "/BTC-USD/venues/kraken/book?depth=" + depth)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("depth"));
        }
        as("user")
                .get(BASE + "/BTC-USD/trades?limit=1001")
                .then()
                .statusCode(400)
                .body("field", equalTo("limit"));
    }

    @Test
    void aVenuesBookKeepsTheWiresDigits() {
        as("user")
                .get(BASE + "/btc-usd/venues/binance/book?depth=2")
                .then()
                .statusCode(200)
                .body("symbol", equalTo("BTC-USD"))
                .body("venue", equalTo("binance"))
                .body("state", equalTo("LIVE"))
                .body("sequence", equalTo(12))
                .body("last_update_at", notNullValue())
                .body("bids", equalTo(List.of(List.of("100.10", "0.50000000"), List.of("99.00", "5.0"))))
                .body("asks", equalTo(List.of(List.of("101.00", "1.00"), List.of("102.00", "6.0"))));
        as("user")
                .get(BASE + "/BTC-USD/venues/kraken/book?depth=1")
                .then()
                .statusCode(200)
                .body("sequence", nullValue())
                .body("bids", equalTo(List.of(List.of("100.1", "1.00000000"))));
    }

    @Test
    void theConsolidatedBookMergesEqualPrices() {
        String body = as("user")
                .get(BASE + "/BTC-USD/book?depth=2")
                .then()
                .statusCode(200)
                .body("bids", hasSize(2))
                .body("best_bid.venues", contains("binance", "kraken"))
                .body("best_ask.venues", contains("binance"))
                .body("locked", equalTo(false))
                .body("crossed", equalTo(false))
                .body("stale", equalTo(false))
                .body("contributions.venue", contains("binance", "kraken"))
                .body("contributions[0].age_ms", notNullValue())
                .extract()
                .asString();
        assertThat(body)
                .contains("\"best_bid\":{\"price\":100.10,\"size\":1.50000000")
                .contains("\"best_ask\":{\"price\":101.00,\"size\":1.00");
    }

    @Test
    void theVenuesAreCompared() {
        as("user")
                .get(BASE + "/btc-usd/features")
                .then()
                .statusCode(200)
                .body("symbol", equalTo("BTC-USD"))
                .body("num_exchanges", equalTo(2))
                .body("stale", equalTo(false))
                .body("lead_lag", nullValue())
                .body(containsString("\"prices\":{\"binance\":100.550,\"kraken\":100.80}"))
                .body(containsString("\"avg_price\":100.675,\"price_divergence\":0.125"))
                .body(containsString("\"spread\":0.90"))
                .body(containsString("\"vwap_1m\":"));
        as("user").get(BASE + "/BTC-EUR/features").then().statusCode(404).body("near", hasItem("BTC-USD"));
        as("user").get(BASE + "/arbitrage").then().statusCode(200).body("$", hasSize(0));
        as("user").get(BASE + "/arbitrage?symbol=BTC-EUR").then().statusCode(404);
        as("user").get(BASE + "/arbitrage?limit=0").then().statusCode(400).body("field", equalTo("limit"));
        as("agent").get(BASE + "/arbitrage").then().statusCode(403);
        await().untilAsserted(() -> assertThat(entries(Topic.MARKET_NORMALIZED))
                .extracting(Event::data)
                .anyMatch(data -> data.contains("\"num_exchanges\":2")
                        && data.contains("\"prices\":{\"binance\":\"100.550\",\"kraken\":\"100.80\"}")));
    }

    @Test
    void priceAndTradesSayWhereTheyComeFrom() {
        await().untilAsserted(() -> as("user")
                .get(BASE + "/BTC-USD/price")
                .then()
                .statusCode(200)
                .body("kind", equalTo("trade"))
                .body("venue", equalTo("binance"))
                .body("as_of", notNullValue())
                .body("age_ms", notNullValue())
                .body(containsString("\"price\":100.50000000")));
        as("user")
                .get(BASE + "/BTC-USD/trades?limit=5")
                .then()
                .statusCode(200)
                .body("trade_id", contains("77"))
                .body("side", contains("sell"))
                .body("venue_time", contains("2026-01-05T12:00:00.250Z"));
    }

    @Test
    void venuesAreCountedAndShownAlsoInHealthAndMetrics() {
        as("user")
                .get(BASE + "/venues")
                .then()
                .statusCode(200)
                .body("venue", contains("binance", "kraken"))
                .body("state", contains("LIVE", "LIVE"))
                .body("frames[1]", equalTo(5))
                .body("gaps", contains(0, 0))
                .body("checksum_failures", contains(0, 0))
                .body("feeds[0].channel", contains("book", "trades"))
                .body("feeds[1].bid_levels", contains(4));
        given().get("/health")
                .then()
                .statusCode(200)
                .body("venues.binance", equalTo("LIVE"))
                .body("venues", not(hasItem("nowhere")));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("ballast_market_frames_total{venue=\"kraken\"} 5.0"))
                .body(containsString("ballast_market_gaps_total{venue=\"binance\"} 0.0"))
                .body(containsString("ballast_market_checksum_failures_total{venue=\"kraken\"} 0.0"))
                .body(containsString("ballast_market_state{state=\"live\",venue=\"kraken\"} 1.0"))
                .body(containsString("ballast_market_data_age_seconds{venue=\"kraken\"}"))
                .body(containsString("ballast_market_frame_seconds_count"))
                .body(containsString("ballast_events_dropped_total{reason=\"full\",topic=\"market.trades\"} 0.0"));
    }

    @Test
    void everythingReachesTheStreamsWithItsTrace() {
        await().untilAsserted(() -> {
            assertThat(entries(Topic.MARKET_TRADES)).extracting(Event::id).contains("binance:BTC-USD:trade:77");
            assertThat(entries(Topic.MARKET_QUOTES))
                    .extracting(Event::data)
                    .anyMatch(data -> data.contains("\"venue\":\"consolidated\"")
                            && data.contains("\"bid\":\"100.10\",\"bid_size\":\"1.50000000\"")
                            && data.contains("\"venues\":[\"binance\",\"kraken\"]"))
                    .anyMatch(data -> data.startsWith("{\"venue\":\"kraken\",\"bid\":\"100.1\""));
            assertThat(entries(Topic.MARKET_CONTROL))
                    .filteredOn(event -> event.type().equals("market.state"))
                    .extracting(Event::data)
                    .anyMatch(data -> data.contains("\"venue\":\"kraken\"") && data.contains("\"state\":\"LIVE\""));
        });
        assertThat(entries(Topic.MARKET_TRADES)).allMatch(event -> event.traceparent() != null);
        assertThat(entries(Topic.MARKET_QUOTES)).allMatch(event -> event.traceparent() != null);
    }

    @Test
    void whatIsOlderThanTheRetentionLeavesTheStreams() {
        String stream = Topic.MARKET_CANDLES.streamKey(); // nothing else is published there
        for (int number = 1; number <= 250; number++) {
            redis.command(Command.XADD, stream, number + "-0", "field", "old")
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
        redis.command(Command.XADD, stream, "*", "field", "new").await().atMost(Duration.ofSeconds(10));

        await().untilAsserted(() -> assertThat(redis.command(Command.XLEN, stream)
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .toInteger())
                .isOne());
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token(role, UUID.randomUUID()));
    }

    private List<Event> entries(Topic topic) {
        List<Event> events = new ArrayList<>();
        for (Response entry : redis.command(Command.XRANGE, topic.streamKey(), "-", "+")
                .await()
                .atMost(Duration.ofSeconds(10))) {
            Response fields = entry.get(1);
            Map<String, String> map = new HashMap<>();
            for (int i = 0; i < fields.size(); i += 2) {
                map.put(fields.get(i).toString(), fields.get(i + 1).toString());
            }
            assertThat(EventFields.decode(map)).isInstanceOf(EventFields.Decoded.Valid.class);
            events.add(((EventFields.Decoded.Valid) EventFields.decode(map)).event());
        }
        return events;
    }
}
