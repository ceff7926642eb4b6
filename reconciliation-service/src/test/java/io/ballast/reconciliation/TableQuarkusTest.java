// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.position;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events under every filter, and events and trades as tables. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class TableQuarkusTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EVENTS = "/api/v1/reconciliation/events";
    private static final String FILL =
            """
            INSERT INTO reconciliation_logs (id, user_id, account_id, mt5_position_id, symbol, direction, volume,
                    matched, event_type, status, error_message, occurred_at, created_at, updated_at)
            SELECT gen_random_uuid(), $1, 'main', n, CASE WHEN n % 1000 = 0 THEN 'XAUUSD' ELSE 'EURUSD' END, 'buy', 1.50,
                    CASE WHEN n % 500 = 0 THEN 2 ELSE 1 END, CASE WHEN n % 700 = 0 THEN 'close' ELSE 'sync' END,
                    'success', repeat('x', 150), t, t, t
                FROM (SELECT n, now() - n * interval '1 millisecond' AS t FROM generate_series(1, $2::int) AS n) AS s""";

    @Inject
    Pool pool;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event_type=position_matched|position_matched",
                "event_type=position_synced|position_synced",
                "event_type=divergence_detected|divergence_detected",
                "event_type=drawdown_alert|drawdown_alert",
                "event_type=position_closed|",
                "event_type=market_condition_alert|",
                "symbol=gbpusd|position_synced",
                "symbol=EURUSD&event_type=position_synced|",
                "account=other|",
                "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z|",
                "from=2020-01-01T00:00:00Z&event_type=drawdown_alert|drawdown_alert",
                "to=2020-01-01T00:00:00Z|",
            })
    void eventsAreNarrowed(String query, String types) {
        trader.push(
                "trades",
                "[" + trade("a", 1, "EURUSD", "1", "1.1408") + "," + trade("b", 2, "XAUUSD", "9", "1950.5") + "]");
        trader.snapshot(
                "s",
                "8000",
                euro(1),
                position(2, "XAUUSD", "0.1", "1950.50", "1955.75"),
                position(3, "GBPUSD", "1", "1.25", "1.26"));
        trader.get(EVENTS)
                .then()
                .body(
                        "events.event_type.toSet()",
                        equalTo(java.util.Set.of(
                                "position_matched", "divergence_detected", "position_synced", "drawdown_alert")));
        trader.get(EVENTS + "?" + query)
                .then()
                .statusCode(200)
                .body("events.event_type", equalTo(types == null ? List.of() : List.of(types)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event_type=sync",
                "event_type=POSITION_CLOSED",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "symbol=A:B",
                "account=a/b",
                "limit=0",
                "limit=501",
                "limit=x",
                "cursor=x"
            })
    void aParameterThatIsWrongIsNamed(String query) {
        trader.get(EVENTS + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(query.substring(0, query.indexOf('='))));
    }

    @Test
    void aCursorIsGoodForItsOwnQuestionAlone() {
        trader.snapshot("s", "10000", euro(1), euro(2), euro(3));
        String query = EVENTS + "?event_type=position_synced";
        String cursor = trader.get(query + "&limit=2").jsonPath().getString("next_cursor");
        trader.get(query + "&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("events.metadata.mt5_ticket", equalTo(List.of(1)));
        for (String other :
                List.of(EVENTS + "?", EVENTS + "?event_type=position_closed&", EVENTS + "?symbol=EURUSD&")) {
            trader.get(other + "cursor=" + cursor).then().statusCode(400).body("field", equalTo("cursor"));
        }
        new Trader().get(query + "&cursor=" + cursor).then().statusCode(400).body("field", equalTo("cursor"));
        trader.get(query + "&cursor=A" + cursor).then().statusCode(400).body("field", equalTo("cursor"));
    }

    @Test
    void tablesAreQuotedAndHoldNoFormulas() {
        String odd = trade("=1+1,\\\"x\\\"", 7, "EURUSD", "0.10", "1.1408");
        trader.push("trades", odd).then().statusCode(202);
        trader.asUser()
                .accept("text/csv")
                .get("/api/v1/trades")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .body(containsString("id,trade_id,account,mode,symbol,direction,volume,entry_price,entry_time,status,"))
                .body(containsString(
                        ",\"'=1+1,\"\"x\"\"\",main,LIVE,EURUSD,buy,0.1,1.1408,2026-01-05T09:00:00Z,open,,,7,"));
        trader.snapshot("s", "10000", euro(7));
        String events = trader.asUser().accept("text/csv").get(EVENTS).asString();
        assertThat(events.lines().findFirst())
                .hasValue(
                        "event_id,event_type,created_at,account,symbol,mt5_ticket,matched,divergence_reason,pnl_gbp,code,description");
        assertThat(events).endsWith("\r\n").contains(",main,EURUSD,7,");
        assertThat(new Trader()
                        .asUser()
                        .accept("text/csv")
                        .get(EVENTS)
                        .asString()
                        .lines())
                .hasSize(1);
        trader.asUser()
                .accept("text/csv")
                .get(EVENTS + "?symbol=A:B")
                .then()
                .statusCode(400)
                .body("field", equalTo("symbol"));
        trader.asUser().accept("*/*").get(EVENTS).then().contentType("application/json");
        RestAssured.given().accept("text/csv").get(EVENTS).then().statusCode(401);
    }

    @Test
    void aHundredThousandRowsAreReadAsTheyAreTaken() throws IOException {
        int rows = 100_000;
        pool.preparedQuery(FILL).execute(Tuple.of(trader.user, rows)).await().atMost(LIMIT);
        pool.query("ANALYZE reconciliation_logs").execute().await().atMost(LIMIT);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            OutputStream request = socket.getOutputStream();
            request.write(("GET " + EVENTS + " HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nAuthorization: Bearer "
                            + TestTokens.token("user", trader.user) + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
            assertThat(answer.readLine()).contains("200");
            String line = answer.readLine();
            while (!line.startsWith("event_id,")) {
                line = answer.readLine();
            }
            // the caller has its first row: one that is older than all is still to be read
            pool.preparedQuery(FILL.replace("now() - n", "now() - interval '1 day' - n")
                            .replace("'main'", "'late'"))
                    .execute(Tuple.of(trader.user, 1))
                    .await()
                    .atMost(LIMIT);
            long read = 0;
            String last = line;
            for (line = answer.readLine(); line != null; line = answer.readLine()) {
                if (line.contains("xxxxx")) {
                    read++;
                    last = line;
                }
            }
            assertThat(read).isEqualTo(rows + 1);
            assertThat(last).contains(",late,");
        }
        plansUseIndexes(trader.user);
    }

    /** As the service asks, with the values in place: its statements are planned with them too. */
    private void plansUseIndexes(UUID user) {
        String filled = "reconciliation_logs_"
                + DateTimeFormatter.ofPattern("yyyy_MM").format(OffsetDateTime.now(ZoneOffset.UTC));
        String page = "EXPLAIN SELECT * FROM reconciliation_logs WHERE user_id = '" + user
                + "' %s ORDER BY created_at DESC, id DESC LIMIT 51";
        for (String narrowed : List.of(
                "",
                "AND event_type = 'close'",
                "AND event_type = 'guard_trigger' AND symbol IS NULL",
                "AND event_type IN ('sync', 'warning') AND matched = 2",
                "AND event_type IN ('sync', 'warning') AND matched = 0",
                "AND created_at <= now() - interval '1 hour' AND (created_at < now() - interval '1 hour' OR id < '"
                        + user + "')",
                "AND created_at >= '2026-01-01' AND created_at < '" + Instant.now() + "'")) {
            String plan = StreamSupport.stream(
                            pool.query(page.formatted(narrowed))
                                    .execute()
                                    .await()
                                    .atMost(LIMIT)
                                    .spliterator(),
                            false)
                    .map((Row row) -> row.getString(0))
                    .collect(Collectors.joining("\n"));
            assertThat(plan).as(narrowed).contains("Index Scan").doesNotContain("Seq Scan on " + filled);
        }
    }
}
