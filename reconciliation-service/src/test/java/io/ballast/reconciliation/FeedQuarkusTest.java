// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.snapshotBody;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.events.Catalogue;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class FeedQuarkusTest {

    @Inject
    RedisGateway redis;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void anAcceptedSnapshotAnswersWithItsRun() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408")).then().statusCode(202);

        trader.snapshot("s-1", "10185", euro(7), euro(8))
                .then()
                .statusCode(202)
                .body("result", equalTo("accepted"))
                .body("snapshot_id", equalTo("s-1"))
                .body("account", equalTo("main"))
                .body("reason", nullValue())
                .body("broker_positions", equalTo(2))
                .body("matched", equalTo(1))
                .body("external", equalTo(1))
                .body("events", equalTo(2));
    }

    @Test
    void fiftyAtOnceGiveOneRunAndOneAnswer() throws InterruptedException {
        String body = snapshotBody("s-1", Instant.now(), "10000", euro(7));
        List<Callable<String>> pushes = Collections.nCopies(50, () -> trader.push("snapshots", body)
                .then()
                .statusCode(202)
                .extract()
                .asString());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(pushes).stream().map(Future::resultNow).distinct())
                    .hasSize(1);
        }
        trader.get("/api/v1/reconciliation/status").then().body("total_syncs", equalTo(1));
        trader.get("/api/v1/reconciliation/events").then().body("events.size()", equalTo(1));
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflict() {
        Instant at = Instant.now();
        trader.push("snapshots", snapshotBody("s-1", at, "10000")).then().statusCode(202);
        String respaced = snapshotBody("s-1", at, "\"10000\"").replace(",", " , ");
        trader.push("snapshots", respaced).then().statusCode(202);

        trader.push("snapshots", snapshotBody("s-1", at, "9999"))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("snapshot_id"));
        trader.get("/api/v1/reconciliation/status").then().body("total_syncs", equalTo(1));
    }

    @Test
    void aSnapshotFromTheFutureIsRefused() {
        trader.push("snapshots", snapshotBody("s-1", Instant.now().plusSeconds(60), "10000"))
                .then()
                .statusCode(400)
                .body("field", equalTo("taken_at"));
    }

    @Test
    void lateSnapshotsAreIgnoredAndSayWhy() {
        Instant at = Instant.now();
        trader.push("snapshots", snapshotBody("old", at.minusSeconds(60), "10000"))
                .then()
                .statusCode(202)
                .body("result", equalTo("ignored"))
                .body("reason", containsString("30 s"));
        trader.push("snapshots", snapshotBody("s-1", at, "10000", euro(7)))
                .then()
                .statusCode(202);

        trader.push("snapshots", snapshotBody("s-0", at.minusSeconds(1), "10000"))
                .then()
                .statusCode(202)
                .body("result", equalTo("ignored"))
                .body("reason", containsString("last accepted"));
        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("total_syncs", equalTo(1))
                .body("unmatched_open_count", equalTo(1));
    }

    @Test
    void incompleteErroredAndListlessSnapshotsFailAndCloseNothing() {
        trader.snapshot("s-1", "10000", euro(7)).then().statusCode(202);
        String complete = snapshotBody("s-2", Instant.now(), "10000");
        for (String body : List.of(
                complete.replace("s-2", "s-3").replace("\"complete\": true", "\"complete\": false"),
                complete.replace("s-2", "s-4").replace("\"complete\"", "\"error\": \"terminal away\", \"complete\""),
                complete.replace("s-2", "s-5").replace("\"positions\": [],", ""))) {
            trader.push("snapshots", body).then().statusCode(202).body("result", equalTo("failed"));
        }
        trader.get("/api/v1/reconciliation/status")
                .then()
                .body("status", equalTo("warning"))
                .body("error_message", containsString("positions"))
                .body("total_syncs", equalTo(1))
                .body("unmatched_open_count", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"volume\": 1,|\"volume\": -1,|positions[0].volume",
                "\"volume\": 1,|\"volume\": NaN,|positions[0].volume",
                "\"volume\": 1,|\"volume\": \"NaN\",|positions[0].volume",
                "\"volume\": 1,|\"volume\": 1e400,|positions[0].volume",
                "\"volume\": 1,|\"volume\": [],|positions[0].volume",
                "\"volume\": 1,||positions[0].volume",
                "\"ticket\": 7|\"ticket\": 7.5|positions[0].ticket",
                "\"ticket\": 7|\"ticket\": \"7\"|positions[0].ticket",
                "\"EURUSD\"|\"EUR:USD\"|positions[0].symbol",
                "\"buy\"|\"long\"|positions[0].direction",
                "2026-01-05T09:00:00Z|yesterday|positions[0].entry_time",
                "\"equity\": 10000|\"equity\": true|account.equity",
                "\"s-1\"|17|snapshot_id",
                "true|null|complete",
            })
    void badInputNamesItsFieldAndStoresNothing(String good, String bad, String field) {
        String body = snapshotBody("s-1", Instant.now(), "10000", euro(7)).replace(good, bad == null ? "" : bad);
        trader.push("snapshots", body).then().statusCode(400).body("field", equalTo(field));
        trader.get("/api/v1/accounts").then().body("accounts.size()", equalTo(0));
    }

    @Test
    void exponentsAndDecimalStringsAreExactNumbers() {
        String body = snapshotBody("s-1", Instant.now(), "10000", euro(7))
                .replace("\"volume\": 1,", "\"volume\": 1e-2,")
                .replace("\"current_price\": 1.14265", "\"current_price\": \"1.14265\", \"profit\": \"1.85\"");
        trader.push("snapshots", body).then().statusCode(202);
        String answer = trader.get("/api/v1/positions/open?include=all").asString();
        assertThat(answer).contains("\"volume\":0.01,").contains("\"current_price\":1.14265,");
    }

    @Test
    void tradesAreBookedOnceAndClosedOnesStayClosed() {
        String open = trade("t-1", 7, "EURUSD", "1", "1.1408");
        String closed = open.replace("\"open\"", "\"closed\"");
        receipt(trader.push("trades", "[" + open + "]"), 1, 0, 0);
        receipt(trader.push("trades", open), 0, 0, 1);
        receipt(trader.push("trades", closed), 0, 1, 0);
        receipt(trader.push("trades", open), 0, 0, 1);
        trader.get("/api/v1/accounts").then().body("accounts.account", equalTo(List.of("main")));
    }

    @Test
    void aBadTradeNamesItsFieldAndNoneIsBooked() {
        String good = trade("t-1", 7, "EURUSD", "1", "1.1408");
        trader.push("trades", "[" + good + "," + good.replace("t-1", "t-2").replace("1.1408", "0") + "]")
                .then()
                .statusCode(400)
                .body("field", equalTo("[1].entry_price"));
        trader.push("trades", good.replace("LIVE", "PAPER"))
                .then()
                .statusCode(400)
                .body("field", equalTo("mode"));
        trader.get("/api/v1/accounts").then().body("accounts.size()", equalTo(0));
    }

    @Test
    void onlyAgentsPush() {
        String path = "/api/v1/accounts/main/snapshots";
        String body = snapshotBody("s-1", Instant.now(), "10000");
        RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.forge(TestTokens.claims("agent", trader.user.toString())))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(401);
        trader.asUser()
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(403);
    }

    @Test
    void aDepositIsNoGainAndAWithdrawalNoLoss() {
        trader.snapshot("s-1", "10000").then().statusCode(202);
        String deposit =
                """
                "deals": [{"deal_id": 1, "type": "balance", "profit": 10000, "time": "%s"}]"""
                        .formatted(Instant.now());
        trader.push("snapshots", snapshotBody("s-2", Instant.now(), "18000").replace("\"deals\": []", deposit))
                .then()
                .statusCode(202);
        trader.get("/api/v1/guards/status")
                .then()
                .body("drawdown_guard.peak_equity", comparesEqualTo(new BigDecimal("20000")))
                .body("drawdown_guard.current_drawdown_pct", comparesEqualTo(new BigDecimal("10")));
    }

    @Test
    void whatIsLoggedReachesTheStreamAsEventsOfTheCatalogue() {
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408")).then().statusCode(202);
        trader.snapshot("s-1", "10000", euro(7), euro(8)).then().statusCode(202);
        trader.snapshot("s-2", "7900", euro(7), euro(8)).then().statusCode(202);
        Response log = trader.get("/api/v1/reconciliation/events");
        List<String> logged =
                log.jsonPath().getList("events.event_id", String.class).reversed();
        String position =
                trader.get("/positions/open").jsonPath().getString("positions.find {it.ticket == 7}.position_id");

        Awaitility.await().untilAsserted(() -> assertThat(stream(Topic.RECONCILIATION_EVENTS))
                .extracting(Event::id)
                .isEqualTo(logged));
        Awaitility.await()
                .untilAsserted(() -> assertThat(stream(Topic.GUARD_ALERTS)).hasSize(1));
        assertThat(stream(Topic.RECONCILIATION_EVENTS))
                .extracting(Event::type, Event::subject)
                .contains(
                        tuple("reconciliation.position_matched", position),
                        tuple("reconciliation.drawdown_alert", "main"));
        assertThat(stream(Topic.GUARD_ALERTS).getFirst().data())
                .contains("\"account\":\"main\"", "\"current_equity\":7900", "\"should_close_all\":true");
    }

    /** The user's events in that stream; all of them must be of the catalogue. */
    private List<Event> stream(Topic topic) {
        List<Event> events = new ArrayList<>();
        redis.command(Command.XRANGE, topic.streamKey(), "-", "+")
                .await()
                .indefinitely()
                .forEach(entry -> {
                    Map<String, String> fields = new HashMap<>();
                    for (int i = 0; i < entry.get(1).size(); i += 2) {
                        fields.put(
                                entry.get(1).get(i).toString(),
                                entry.get(1).get(i + 1).toString());
                    }
                    if (EventFields.decode(fields) instanceof EventFields.Decoded.Valid(Event event)
                            && trader.user.equals(event.userId())) {
                        assertThat(Catalogue.problem(topic, event)).isEmpty();
                        events.add(event);
                    }
                });
        return events;
    }

    private static void receipt(Response response, int created, int changed, int unchanged) {
        response.then()
                .statusCode(202)
                .body("created", equalTo(created))
                .body("changed", equalTo(changed))
                .body("unchanged", equalTo(unchanged));
    }
}
