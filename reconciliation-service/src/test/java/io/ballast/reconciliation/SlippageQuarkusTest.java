// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.trade;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class SlippageQuarkusTest {

    private static final String SLIPPAGE = "/api/v1/reconciliation/slippage";

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void everyMatchedEntryCountsOnceAndWorseIsPositive() {
        trader.push("trades", trade("t-1", 1, "EURUSD", "1", "1.1405")).then().statusCode(202);
        trader.push("trades", trade("t-2", 2, "EURUSD", "1", "1.1409")).then().statusCode(202);
        trader.snapshot(
                        "s-1",
                        "10185",
                        position(1, "EURUSD", "1", "1.1408", "1.14265"),
                        position(2, "EURUSD", "1", "1.1408", "1.14265"),
                        position(3, "XAUUSD", "1", "1950.50", "1951"))
                .then()
                .statusCode(202);
        // a pair is left alone for five seconds after the bot's word: the next snapshot is later
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            trader.snapshot(
                            "s-" + System.nanoTime(),
                            "10185",
                            position(1, "EURUSD", "1", "1.1408", "1.14265"),
                            position(2, "EURUSD", "1", "1.1408", "1.14265"),
                            position(3, "XAUUSD", "1", "1950.50", "1951"))
                    .then()
                    .statusCode(202);
            trader.get(SLIPPAGE).then().statusCode(200).body("n", comparesEqualTo(2));
        });

        trader.get(SLIPPAGE)
                .then()
                .body("user_id", equalTo(trader.user.toString()))
                .body("groups", hasSize(1))
                .body("groups[0].broker", equalTo("default"))
                .body("groups[0].symbol", equalTo("EURUSD"))
                .body("groups[0].direction", equalTo("buy"))
                .body("groups[0].mean", comparesEqualTo(BigDecimal.ONE))
                .body("groups[0].median", comparesEqualTo(BigDecimal.ONE))
                .body("groups[0].p95", comparesEqualTo(new BigDecimal("3")))
                .body("groups[0].share_adverse", comparesEqualTo(new BigDecimal("0.5")));
        trader.get(SLIPPAGE + "?symbol=xauusd").then().statusCode(200).body("groups", empty());
        trader.get(SLIPPAGE + "?symbol=eurusd&to=2026-01-05T09:00:00Z")
                .then()
                .statusCode(200)
                .body("groups", empty());
        trader.get(SLIPPAGE + "?from=2026-01-05T09:00:00Z").then().body("groups.n", contains(2));
        new Trader().get(SLIPPAGE).then().statusCode(200).body("groups", empty());
    }

    @Test
    void whatIsWrongIsNamed() {
        trader.get(SLIPPAGE + "?symbol=A B").then().statusCode(400).body("field", equalTo("symbol"));
        trader.get(SLIPPAGE + "?from=yesterday").then().statusCode(400).body("field", equalTo("from"));
        trader.get(SLIPPAGE + "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("field", equalTo("from"));
        RestAssured.get(SLIPPAGE).then().statusCode(401);
    }
}
