// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.ballast.verify.scale.Plans.Step;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two users, one with a short and one with a long history, and every query asked for both in turn. Nothing is cached:
 * the service has no Redis here and keeps nothing that it cannot hear the invalidations of; {@code X-Cache} is checked.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScaleIT {

    private static final boolean LONG = Boolean.getBoolean("ballast.soak");
    private static final long FEW = LONG ? 10_000 : 2_500;
    private static final long MANY = LONG ? 10_000_000 : 400_000;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = LONG ? 300 : 100;
    private static final double MOST_TIMES = 1.3;
    /** No step of a plan may touch more: a page has at most a few hundred rows, of each of some partitions. */
    private static final double MOST_ROWS = 5_000;

    private static final UUID SHORT_USER = new UUID(0x1111_1111_1111_4111L, 0x8111_1111_1111_1111L);
    private static final UUID LONG_USER = new UUID(0x2222_2222_2222_4222L, 0x8222_2222_2222_2222L);

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static RunningService service;
    private static SeedTool seed;
    private static Plans plans;

    @BeforeAll
    static void start() throws IOException {
        plans = new Plans(folder.resolve("postgres.log"));
        postgres = EmbeddedPostgres.builder()
                .setErrorRedirector(Redirect.to(plans.log().toFile()))
                .setOutputRedirector(Redirect.to(plans.log().toFile()))
                .setServerConfig("session_preload_libraries", "auto_explain")
                .setServerConfig("auto_explain.log_format", "json")
                .setServerConfig("auto_explain.log_analyze", "on")
                .setServerConfig("auto_explain.log_nested_statements", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        seed = new SeedTool(postgres.getPort());
        service = RunningService.start(
                Service.RECONCILIATION,
                Map.of(
                        "ballast.redis.url", "redis://127.0.0.1:" + EmbeddedRedis.freePort(),
                        "ballast.cache.unheard-ttl", "1ms",
                        "ballast.limits.enabled", "false",
                        "ballast.database.host", "127.0.0.1",
                        "ballast.database.port", Integer.toString(postgres.getPort()),
                        "ballast.database.name", "postgres",
                        "ballast.database.user", "postgres",
                        "ballast.database.password", "postgres"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        get("/reconciliation/status", SHORT_USER).status())
                .isEqualTo(200));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        postgres.close();
    }

    private static Http.Answer get(String path, UUID user) {
        return Http.get(service.url() + "/api/v1" + path, TestTokens.token("user", user));
    }

    private static <T> T sql(String query, Function<ResultSet, T> read) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return read.apply(result);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String one(String query) {
        return sql(query, result -> {
            try {
                return result.next() ? result.getString(1) : "";
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    @Order(1)
    void theToolWritesExactlyWhatWasAskedForAndGoesOnAfterAKill() {
        long begun = System.nanoTime();
        seed.fill(SHORT_USER, FEW);
        seed.killedOnTheWay(LONG_USER, MANY);
        assertThat(seed.fill(LONG_USER, MANY)).contains("going on after run");
        assertThat(seed.fill(LONG_USER, MANY)).contains("already");
        System.out.printf("ScaleIT: %d and %d rows in %.0f s%n", FEW, MANY, (System.nanoTime() - begun) / 1e9);

        for (UUID user : List.of(SHORT_USER, LONG_USER)) {
            long rows = user == SHORT_USER ? FEW : MANY;
            String of = " where user_id = '" + user + "'";
            assertThat(one("select count(*) from reconciliation_logs" + of)).isEqualTo(Long.toString(rows));
            assertThat(one("select count(distinct id) from reconciliation_logs" + of))
                    .isEqualTo(Long.toString(rows));
            assertThat(one("select sum(events) from reconciliation_runs" + of)).isEqualTo(Long.toString(rows));
            assertThat(one("select count(*) from reconciliation_runs" + of))
                    .isEqualTo(one("select total_syncs from account_state" + of))
                    .isEqualTo(one("select total_syncs from user_summary" + of));
        }
        assertThat(one("select count(*) from reconciliation_logs_default")).isEqualTo("0");
        assertThat(one("select count(distinct tableoid) from reconciliation_logs"))
                .as("months")
                .isEqualTo("13");
    }

    @Test
    @Order(2)
    void theServiceFindsNothingToCorrectInIt() {
        for (UUID user : List.of(SHORT_USER, LONG_USER)) {
            String positions = one(
                    """
                    select json_agg(json_build_object('ticket', ticket, 'symbol', symbol, 'direction', direction,
                        'volume', volume, 'entry_price', entry_price,
                        'entry_time', to_char(entry_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                        'current_price', current_price, 'stop_loss', stop_loss, 'profit', unrealized_pnl))
                    from position_state where status = 'open' and user_id = '%s'"""
                            .formatted(user));
            String funds = one(
                    "select json_build_object('balance', balance, 'equity', equity, 'margin_used', 0, 'currency', currency)"
                            + " from account_state where user_id = '" + user + "'");
            String body =
                    """
                    {"snapshot_id": "after", "taken_at": "%s", "complete": true, "account": %s, "positions": %s}"""
                            .formatted(Instant.now(), funds, positions);

            JsonNode run = Http.post(
                            service.url() + "/api/v1/accounts/seeded/snapshots", TestTokens.token("agent", user), body)
                    .json();

            assertThat(run.path("result").asText()).as("%s", run).isEqualTo("accepted");
            assertThat(run.path("matched").intValue()).as("%s", run).isEqualTo(45);
            assertThat(run.path("events").intValue()).as("%s", run).isZero();
        }
    }

    /** Every query, for a user. */
    private static Map<String, String> queries(UUID user) {
        String of = " where user_id = '" + user + "'";
        String open = one("select id from position_state" + of + " and status = 'open' order by ticket limit 1");
        String old = one("select id from position_state" + of + " and status = 'closed' order by ticket limit 1");
        String middle = get("/reconciliation/events?limit=1", user)
                .json()
                .path("next_cursor")
                .asText();
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("status", "/reconciliation/status");
        queries.put("status of an account", "/reconciliation/status?account=seeded");
        queries.put("accounts", "/accounts");
        queries.put("open positions", "/positions/open");
        queries.put("all open positions", "/positions/open?include=all");
        queries.put("open positions of a symbol", "/positions/open?symbol=EURUSD");
        queries.put("a position", "/positions/" + open);
        queries.put("an old position", "/positions/" + old);
        queries.put("guards", "/guards/status");
        queries.put("events", "/reconciliation/events");
        queries.put("events, next page", "/reconciliation/events?cursor=" + middle);
        queries.put("events of a symbol", "/reconciliation/events?symbol=XAUUSD");
        queries.put("events of a symbol never traded", "/reconciliation/events?symbol=USDJPY");
        queries.put("events of an account", "/reconciliation/events?account=seeded");
        queries.put("events of an account that is not there", "/reconciliation/events?account=none");
        return queries;
    }

    @Test
    @Order(3)
    void aQueryCostsTheSameWithALongHistory() {
        Map<String, String> few = queries(SHORT_USER);
        Map<String, String> many = queries(LONG_USER);
        SoftAssertions soft = new SoftAssertions();
        for (String name : few.keySet()) {
            String shortOne = Objects.requireNonNull(few.get(name));
            String longOne = Objects.requireNonNull(many.get(name));
            double[] first = new double[ROUNDS];
            double[] second = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double one = millis(shortOne, SHORT_USER);
                double other = millis(longOne, LONG_USER);
                if (round >= 0) {
                    first[round] = one;
                    second[round] = other;
                }
            }
            double ratio = median(second) / median(first);
            System.out.printf(
                    Locale.ROOT,
                    "ScaleIT: %-40s %8.2f ms with %d rows, %8.2f ms with %d: %.2f times%n",
                    name,
                    median(first),
                    FEW,
                    median(second),
                    MANY,
                    ratio);
            soft.assertThat(ratio).as(name).isLessThan(MOST_TIMES);
        }
        soft.assertAll();
    }

    private static double millis(String path, UUID user) {
        long begun = System.nanoTime();
        Http.Answer answer = get(path, user);
        double took = (System.nanoTime() - begun) / 1e6;
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.header("X-Cache")).as(path).isIn("", "miss");
        return took;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Test
    @Order(4)
    void noQueryReadsOrSortsMoreThanItsPage() {
        Map<String, String> queries = queries(LONG_USER);
        Set<String> large =
                new HashSet<>(sql("select relname from pg_class where relkind = 'r' and reltuples > 1000", result -> {
                    List<String> names = new ArrayList<>();
                    try {
                        while (result.next()) {
                            names.add(result.getString(1));
                        }
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                    return names;
                }));
        explain("0");
        SoftAssertions soft = new SoftAssertions();
        try {
            for (Map.Entry<String, String> query : queries.entrySet()) {
                long mark = plans.mark();
                assertThat(get(query.getValue(), LONG_USER).status()).isEqualTo(200);
                List<Step> steps = plans.since(mark);
                soft.assertThat(steps).as(query.getKey()).isNotEmpty();
                soft.assertThat(steps.stream()
                                .filter(step -> step.rows() > MOST_ROWS
                                        || step.kind().equals("Seq Scan") && large.contains(step.table())))
                        .as(query.getKey())
                        .isEmpty();
            }
        } finally {
            explain("-1");
        }
        soft.assertAll();
    }

    /** @param millis statements that take longer are explained; -1: none */
    private static void explain(String millis) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set auto_explain.log_min_duration = " + millis);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        // sessions hear of it between two statements
        await().pollDelay(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(one("select current_setting('auto_explain.log_min_duration')"))
                        .startsWith(millis));
    }
}
