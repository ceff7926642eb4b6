// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.snapshotBody;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's outcomes of snapshots and its rules for bad input, row by row, where no other test has the row. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class IntakeContractQuarkusTest {

    private static final String STATUS = "/api/v1/reconciliation/status";
    private static final String ALL = "/api/v1/positions/open?include=all";

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @Test
    void fiveSecondsOfSkewAreForgivenAndIdsAreEachAccountsOwn() {
        String body = snapshotBody("s-1", Instant.now().plusSeconds(4), "10000");
        trader.push("a", "snapshots", body).then().statusCode(202).body("result", equalTo("accepted"));
        trader.push("b", "snapshots", body.replace("10000", "9000")).then().statusCode(202);
        trader.get(STATUS).then().body("total_syncs", equalTo(2));
    }

    @Test
    void whatWasIgnoredOrFailedAnswersTheSameAgain() {
        String old = snapshotBody("old", Instant.now().minusSeconds(60), "10000");
        String failed = snapshotBody("bad", Instant.now(), "10000").replace("true", "false");
        for (String body : List.of(old, failed)) {
            String first = trader.push("snapshots", body).asString();
            assertThat(trader.push("snapshots", body).asString()).isEqualTo(first);
            trader.push("snapshots", body.replace("12.5", "12")).then().statusCode(409);
        }
        trader.get(STATUS).then().body("total_syncs", equalTo(0)).body("last_sync_at", nullValue());
    }

    @Test
    void anEmptyAccountIsBelievedAtTheSecondLookFiveSecondsLater() {
        Instant now = Instant.now();
        trader.push("snapshots", snapshotBody("s-1", now.minusSeconds(12), "10000", euro(7)));
        trader.push("snapshots", snapshotBody("s-2", now.minusSeconds(9), "10000"))
                .then()
                .statusCode(202);
        trader.get(ALL).then().body("positions.status", equalTo(List.of("pending")));
        trader.push("snapshots", snapshotBody("s-3", now.minusSeconds(5), "10000"))
                .then()
                .statusCode(202);
        trader.get(ALL).then().body("positions.status", equalTo(List.of("pending")));
        trader.push("snapshots", snapshotBody("s-4", now.minusSeconds(3), "10000"))
                .then()
                .statusCode(202);
        trader.get(ALL).then().body("positions", hasSize(0));
        trader.get(STATUS).then().body("status", equalTo("idle")).body("total_syncs", equalTo(4));
    }

    @Test
    void aClosingDealNeedsNoSecondLookAndTellsPriceResultAndPounds() {
        Instant now = Instant.now();
        trader.push("trades", trade("t-1", 7, "EURUSD", "1", "1.1408"));
        String cable = position(9, "GBPUSD", "1", "1.25", "1.25");
        trader.push("snapshots", snapshotBody("s-1", now.minusSeconds(2), "10000", euro(7), cable));
        String deals =
                """
                "deals": [
                 {"deal_id": 1, "ticket": 7, "type": "buy", "symbol": "EURUSD", "entry": "in", "volume": 1,
                  "price": 1.1408, "commission": -3.5, "time": "2026-01-05T09:00:00Z"},
                 {"deal_id": 2, "ticket": 7, "type": "sell", "symbol": "EURUSD", "entry": "out", "volume": 1,
                  "price": 1.15, "profit": 920, "swap": -13, "commission": -3.5, "time": "%s"}]"""
                        .formatted(now.minusSeconds(1));
        trader.push("snapshots", snapshotBody("s-2", now, "10000", cable).replace("\"deals\": []", deals))
                .then()
                .statusCode(202)
                .body("missing", equalTo(1));
        trader.get("/api/v1/reconciliation/events?symbol=EURUSD&limit=1")
                .then()
                .body("events[0].event_type", equalTo("position_closed"))
                .body("events[0].metadata.pnl_gbp", comparesEqualTo(new BigDecimal("720")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"volume\": 1,|\"volume\": Infinity,|positions[0].volume",
                "\"volume\": 1,|\"volume\": 0,|positions[0].volume",
                "\"volume\": 1,|\"volume\": \"\",|positions[0].volume",
                "\"volume\": 1,|\"volume\": \"1,5\",|positions[0].volume",
                "\"volume\": 1,|\"volume\": \"0x10\",|positions[0].volume",
                "\"volume\": 1,|\"volume\": true,|positions[0].volume",
                "\"volume\": 1,|\"volume\": {},|positions[0].volume",
                "\"volume\": 1,|\"volume\": 1e999999999,|positions[0].volume",
                "\"volume\": 1,|\"volume\": 1e-999999999,|positions[0].volume",
                "\"volume\": 1,|\"volume\": 1e99999999999999999999,|positions[0].volume",
                "\"volume\": 1,|\"volume\": 0.0000000000000000001,|positions[0].volume",
                "\"volume\": 1,|\"volume\": 1, \"volume\": 2,|positions[0]",
                "\"ticket\": 7|\"ticket\": 9223372036854775808|positions[0].ticket",
                "\"ticket\": 7|\"ticket\": 0|positions[0].ticket",
                "\"ticket\": 7|\"ticket\": -7|positions[0].ticket",
                "\"ticket\": 7|\"ticket\": 7e0|positions[0].ticket",
                "\"ticket\": 7|\"ticket\": null|positions[0].ticket",
                "\"buy\"|\"BUY\"|positions[0].direction",
                "\"buy\"|null|positions[0].direction",
                "\"buy\"|1|positions[0].direction",
                "\"hedging\"|\"both\"|mode",
                "\"USD\"|\"usd\"|account.currency",
                "\"USD\"|\"DOLLAR\"|account.currency",
                "\"equity\": 10000|\"equity\": 1e999999999|account.equity",
                "\"equity\": 10000|\"equity\": null|account.equity",
                "2026-01-05T09:00:00Z|2026-13-05T09:00:00Z|positions[0].entry_time",
                "2026-01-05T09:00:00Z|1767603600|positions[0].entry_time",
                "2026-01-05T09:00:00Z|+999999999-01-05T09:00:00Z|positions[0].entry_time",
                "2026-01-05T09:00:00Z|-4713-01-05T09:00:00Z|positions[0].entry_time",
                "\"deals\": []|\"deals\": {}|deals",
                "\"deals\": []|\"deals\": [null]|deals[0]",
                "\"deals\": []|\"deals\": [{\"deal_id\": 1, \"type\": \"gift\"}]|deals[0].type",
                "\"deals\": []|\"deals\": [{\"deal_id\": 1, \"type\": \"buy\", \"ticket\": 7, \"entry\": \"up\"}]|deals[0].entry",
                "\"deals\": []|\"deals\": [], \"instruments\": [{\"symbol\": \"EURUSD\", \"digits\": 5.5}]|instruments[0].digits",
                "\"deals\": []|\"deals\": [], \"instruments\": [{\"symbol\": \"EURUSD\", \"point\": 0}]|instruments[0].point",
                "\"deals\": []|\"deals\": [], \"broker\": \"a b\"|broker",
                "\"complete\": true|\"complete\": \"true\"|complete",
                "\"complete\": true|\"complete\": 1|complete",
                "\"s-1\"|\"\"|snapshot_id",
                "\"s-1\"|\"a\\u0000b\"|snapshot_id",
            })
    void badInputIsRefusedByItsNameAndNothingIsStored(String good, String bad, String field) {
        String body = snapshotBody("s-1", Instant.now(), "10000", euro(7)).replace(good, bad);
        trader.push("snapshots", body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("errorId", notNullValue());
        trader.get("/api/v1/accounts").then().body("accounts", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "\"x\"", "{", "{} {}", "{]", "\u0000", "<xml/>", "{\"a\": 01}"})
    void whatIsNoSnapshotIsA400(String body) {
        trader.push("snapshots", body).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void nestingHasABottom() {
        String deep = "{\"x\": " + "[".repeat(1_000) + "]".repeat(1_000) + ", ";
        String body = snapshotBody("s-1", Instant.now(), "10000").replaceFirst("\\{", deep);
        Response response = trader.push("snapshots", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).startsWith("application/problem+json");
    }

    @Test
    void tenMegabytesAreTooMuchAndASecondIsEnoughToSaySo() {
        Instant before = Instant.now();
        String body = snapshotBody("s-1", before, "10000")
                .replace("\"deals\"", "\"padding\": \"" + "x".repeat(10 << 20) + "\", \"deals\"");
        trader.push("snapshots", body)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", notNullValue());
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        trader.get("/api/v1/accounts").then().body("accounts", hasSize(0));
    }

    @Test
    void numbersOutOfAllProportionAreRefusedWhereNobodyLooksAtThemToo() {
        Instant now = Instant.now();
        String huge = "1e999999999";
        String unread = snapshotBody("s-1", now, "10000")
                .replace(
                        "\"deals\": []",
                        "\"deals\": [{\"deal_id\": 1, \"type\": \"balance\", \"profit\": 1, \"volume\": " + huge
                                + ", \"time\": \"" + now + "\"}]");
        trader.push("snapshots", unread).then().statusCode(400).body("field", equalTo("deals[0].volume"));
        String failed = snapshotBody("s-2", now, huge).replace("true", "false");
        trader.push("snapshots", failed).then().statusCode(400).body("field", equalTo("account.equity"));
    }

    @Test
    void numbersGoOutAsTheyCameInWithoutExponents() {
        String body = snapshotBody("s-1", Instant.now(), "1E+4", position(7, "ABC", "1e-5", "1.5E3", "\"0.00000001\""));
        trader.push("snapshots", body).then().statusCode(202);
        assertThat(trader.get(ALL).asString())
                .contains("\"volume\":0.00001,", "\"entry_price\":1500,", "\"current_price\":0.00000001,")
                .doesNotContainPattern("[0-9][eE][+-]?[0-9]+[,}]");
        assertThat(trader.get("/api/v1/accounts").asString()).contains("\"equity\":10000,");
    }

    @Test
    void theLargestTicketIsATicketAndZeroIsNoTakeProfit() {
        String body = euro(Long.MAX_VALUE)
                .replace("\"current_price\"", "\"take_profit\": 0, \"stop_loss\": 1.1, \"current_price\"");
        trader.snapshot("s-1", "10000", body).then().statusCode(202);
        trader.get(ALL)
                .then()
                .body("positions[0].ticket", equalTo(Long.MAX_VALUE))
                .body("positions[0].take_profit", nullValue())
                .body("positions[0].stop_loss", comparesEqualTo(new BigDecimal("1.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a:b", "%E2%82%AC", "a%0D%0Ab", "..%2Fmain"})
    void anAccountsNameBecomesAKeyAndMustBePlain(String account) {
        Response response =
                trader.raw("/api/v1/accounts/" + account + "/snapshots", snapshotBody("s-1", Instant.now(), "1"));
        assertThat(response.statusCode()).isIn(400, 404);
        trader.get("/api/v1/accounts").then().body("accounts", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAA",
                "'; DROP TABLE reconciliation_logs; --",
                "2026-01-05T09:00:00Z",
                "2026-01-05T09:00:00Z/not-a-uuid",
                "2026-01-05T09:00:00Z/00000000-0000-0000-0000-000000000000/more",
                "+1000000000-12-31T23:59:59.999999999Z/00000000-0000-0000-0000-000000000000",
                "-1000000000-01-01T00:00:00Z/00000000-0000-0000-0000-000000000000",
            })
    void aCursorIsOursOrA400(String cursor) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
        for (String text : List.of(cursor, encoded, encoded + "=", "%00", encoded.repeat(20))) {
            trader.asUser()
                    .queryParam("cursor", text)
                    .get("/api/v1/reconciliation/events")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("cursor"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "many", "1.5", "99999999999"})
    void aLimitIsANumberThatFits(String limit) {
        trader.asUser()
                .queryParam("limit", limit)
                .get("/api/v1/reconciliation/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("limit"));
    }
}
