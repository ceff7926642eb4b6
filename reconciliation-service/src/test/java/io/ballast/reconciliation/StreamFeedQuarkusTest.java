// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation;

import static io.ballast.reconciliation.Trader.euro;
import static io.ballast.reconciliation.Trader.snapshotBody;
import static io.ballast.reconciliation.Trader.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.common.redis.RedisGateway;
import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes by the streams has the outcomes that it would have over REST. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class StreamFeedQuarkusTest {

    private static final String SNAPSHOTS = "ballast:stream:broker.snapshots";
    private static final String INTENT = "ballast:stream:trade.intent";
    private static final String DEAD = "ballast:stream:dlq:reconciliation";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @Inject
    RedisGateway redis;

    @Inject
    Vertx vertx;

    @Inject
    @ConfigProperty(name = "ballast.redis.url")
    String url;

    private final Trader trader = new Trader();

    @BeforeEach
    void ready() {
        Trader.awaitReady();
        await().atMost(SOON).untilAsserted(() -> assertThat(redis.command(Command.EXISTS, SNAPSHOTS, INTENT)
                        .await()
                        .atMost(SOON)
                        .toInteger())
                .isEqualTo(2));
    }

    private Map<String, String> event(String type, String subject, String data) {
        return new HashMap<>(Map.of(
                "specversion",
                "1.0",
                "id",
                UUID.randomUUID().toString(),
                "source",
                "/test",
                "type",
                type,
                "subject",
                subject,
                "userid",
                trader.user.toString(),
                "time",
                Instant.now().toString(),
                "data",
                data));
    }

    private void add(String stream, Map<String, String> fields) {
        List<String> words = new ArrayList<>(List.of(stream, "*"));
        fields.forEach((name, value) -> words.addAll(List.of(name, value)));
        redis.command(Command.XADD, words.toArray(String[]::new)).await().atMost(SOON);
    }

    private void snapshot(String body) {
        add(SNAPSHOTS, event("broker.snapshot", "main", body));
    }

    private void intent(String trade) {
        add(INTENT, event("trade.intent", "EURUSD", trade.replaceFirst("\\{", "{\"account\": \"main\", ")));
    }

    private void status(String field, Object expected) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> trader.get("/api/v1/reconciliation/status").then().body(field, equalTo(expected)));
    }

    private List<Map<String, String>> entries(String stream) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Response entry :
                redis.command(Command.XRANGE, stream, "-", "+").await().atMost(SOON)) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < entry.get(1).size(); i += 2) {
                fields.put(
                        entry.get(1).get(i).toString(), entry.get(1).get(i + 1).toString());
            }
            all.add(fields);
        }
        return all;
    }

    /** The user's dead letters. */
    private List<Map<String, String>> dead() {
        return entries(DEAD).stream()
                .filter(letter -> trader.user.toString().equals(letter.get("userid")))
                .toList();
    }

    @Test
    void snapshotsAndTradesOfTheStreamsAreBookedAndMatched() {
        intent(trade("t-1", 7, "EURUSD", "1", "1.1408"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> trader.get("/api/v1/accounts").then().body("accounts.account", equalTo(List.of("main"))));
        snapshot(snapshotBody("s-1", Instant.now(), "10185", euro(7), euro(8)));
        status("total_syncs", 1);
        status("matched_positions", 1);
        status("unmatched_open_count", 1);
    }

    @Test
    void theSameSnapshotByStreamAndRestIsOneRun() {
        String body = snapshotBody("s-1", Instant.now(), "10000", euro(7));
        snapshot(body);
        snapshot(body.replaceFirst("\\{", "{\"user_id\": \"" + trader.user + "\", "));
        snapshot(snapshotBody("s-2", Instant.now(), "10000", euro(7)));
        status("total_syncs", 2);
        trader.push("snapshots", body).then().statusCode(202).body("result", equalTo("accepted"));
        status("total_syncs", 2);
    }

    @Test
    void conflictsIgnoredAndFailedSnapshotsAreCountedAndHoldNobodyUp() {
        Instant at = Instant.now();
        snapshot(snapshotBody("s-1", at, "10000", euro(7)));
        snapshot(snapshotBody("s-1", at, "9999", euro(7)));
        snapshot(snapshotBody("s-0", at.minusSeconds(1), "10000"));
        snapshot(snapshotBody("s-3", at, "10000").replace("\"complete\": true", "\"complete\": false"));
        snapshot(snapshotBody("s-4", at.plusMillis(1), "10000", euro(7)));
        status("total_syncs", 2);
        status("unmatched_open_count", 1);
        assertThat(dead()).isEmpty();
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("outcome=\"conflict\",topic=\"broker.snapshots\"")
                .contains("outcome=\"ignored\",topic=\"broker.snapshots\"")
                .contains("outcome=\"failed\",topic=\"broker.snapshots\"");
    }

    @Test
    void whatRestWouldRefuseGoesToTheDeadLettersWithItsCause() {
        snapshot(snapshotBody("s-1", Instant.now(), "10000", euro(7)).replace("\"volume\": 1,", "\"volume\": -1,"));
        snapshot(snapshotBody("s-2", Instant.now().plusSeconds(60), "10000"));
        add(SNAPSHOTS, event("broker.snapshot", "no such name", snapshotBody("s-3", Instant.now(), "1")));
        add(SNAPSHOTS, event("trade.intent", "main", "{}"));
        snapshot(snapshotBody("s-5", Instant.now(), "10000"));
        status("total_syncs", 1);
        assertThat(dead())
                .extracting(letter -> letter.get("dlqcause"))
                .satisfiesExactly(
                        cause -> assertThat(cause).contains("positions[0].volume: must be above 0"),
                        cause -> assertThat(cause).contains("taken_at: is in the future"),
                        cause -> assertThat(cause).contains("subject: must match"),
                        cause -> assertThat(cause).contains("type"));

        intent(trade("t-1", 7, "EURUSD", "1", "0"));
        intent(trade("t-2", 8, "EURUSD", "1", "1.1"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(dead()).hasSize(5).last().satisfies(letter -> assertThat(
                                letter.get("dlqcause"))
                        .contains("entry_price")));
        trader.get("/api/v1/accounts").then().body("accounts.account", equalTo(List.of("main")));
    }

    @Test
    void theRunContinuesTheTraceOfTheEntry() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> fields =
                event("broker.snapshot", "main", snapshotBody("s-1", Instant.now(), "10000", euro(7)));
        fields.put("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        add(SNAPSHOTS, fields);
        await().atMost(SOON).untilAsserted(() -> assertThat(entries("ballast:stream:reconciliation.events"))
                .filteredOn(entry -> trader.user.toString().equals(entry.get("userid")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("traceparent")).startsWith("00-" + trace + "-")));
    }

    @Test
    void theExamplesOfTheDocumentWork() throws IOException {
        String document = Files.readString(Path.of("../docs/feeding.md"));
        List<String> examples = document.lines()
                .filter(line -> line.startsWith("XADD "))
                .map(line -> line.replace("4f0c8f0e-5f2c-4a35-9f57-2a3c1d9c0b11", trader.user.toString()))
                .map(line -> line.replace("2026-01-05T12:00:00Z", Instant.now().toString()))
                .toList();
        assertThat(examples).hasSize(2);
        examples.reversed().forEach(example -> redis.command(Command.XADD, words("XADD ", example))
                .await()
                .atMost(SOON));
        status("total_syncs", 1);
        await().atMost(SOON)
                .untilAsserted(() -> trader.get("/api/v1/accounts").then().body("accounts.size()", equalTo(1)));
        assertThat(dead()).isEmpty();
    }

    @Test
    void aProducersUserMayAppendToItsTopicAndDoNothingElse() throws IOException {
        String document = Files.readString(Path.of("../docs/feeding.md"));
        document.lines()
                .filter(line -> line.startsWith("ACL SETUSER "))
                .forEach(line ->
                        redis.command(Command.ACL, words("ACL ", line)).await().atMost(SOON));
        Redis terminal = Redis.createClient(
                vertx, "redis://terminal:change-me@127.0.0.1:" + URI.create(url).getPort());
        try {
            assertThat(said(terminal, "XADD", SNAPSHOTS, "*", "some", "thing")).contains("-");
            assertThat(said(terminal, "XADD", INTENT, "*", "some", "thing")).startsWith("NOPERM");
            assertThat(said(terminal, "XADD", "ballast:stream:reconciliation.events", "*", "some", "thing"))
                    .startsWith("NOPERM");
            assertThat(said(terminal, "XRANGE", SNAPSHOTS, "-", "+")).startsWith("NOPERM");
            assertThat(said(terminal, "DEL", SNAPSHOTS)).startsWith("NOPERM");
        } finally {
            terminal.close();
        }
    }

    private static String said(Redis client, String command, String... arguments) {
        Request request = Request.cmd(Command.create(command));
        for (String argument : arguments) {
            request.arg(argument);
        }
        return client.send(request)
                .map(reply -> String.valueOf(reply))
                .onFailure()
                .recoverWithItem(refused -> String.valueOf(refused.getMessage()))
                .await()
                .atMost(SOON);
    }

    /** The arguments of a command as {@code redis-cli} would read them. */
    private static String[] words(String prefix, String command) {
        Matcher words = WORD.matcher(command.substring(prefix.length()));
        return words.results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }
}
