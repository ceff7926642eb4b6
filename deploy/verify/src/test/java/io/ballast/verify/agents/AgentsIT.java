// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/agents} sends, taken by the real service in its strict mode: an unknown field would be refused. */
class AgentsIT {

    private static final Path AGENTS = Path.of(System.getProperty("ballast.root"), "deploy/agents");
    private static final Duration SOON = Duration.ofSeconds(60);

    private static EmbeddedPostgres postgres;
    private static EmbeddedRedis redis;
    private static RunningService service;

    private final UUID user = UUID.randomUUID();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        redis = EmbeddedRedis.start();
        service = RunningService.start(
                Service.RECONCILIATION,
                Map.of(
                        "ballast.input.strict", "true",
                        "ballast.redis.url", redis.url(),
                        "ballast.database.host", "127.0.0.1",
                        "ballast.database.port", Integer.toString(postgres.getPort()),
                        "ballast.database.name", "postgres",
                        "ballast.database.user", "postgres",
                        "ballast.database.password", "postgres"));
        awaitDatabase();
    }

    /** It is alive before its schema is there. */
    private static void awaitDatabase() {
        String token = TestTokens.token("user", UUID.randomUUID());
        String url = service.url() + "/api/v1/reconciliation/status";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Http.get(url, token).status()).isEqualTo(200));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        redis.close();
        postgres.close();
    }

    // ---- ballast-push

    private Script push(String account, Path from, String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(more, 0, arguments, 0, more.length);
        List<String> fixed = List.of("--url", service.url(), "--account", account, from.toString());
        for (int i = 0; i < fixed.size(); i++) {
            arguments[more.length + i] = fixed.get(i);
        }
        return Script.start(Map.of("BALLAST_TOKEN", TestTokens.token("agent", user)), arguments);
    }

    private JsonNode status() {
        Http.Answer answer = Http.get(service.url() + "/api/v1/reconciliation/status", TestTokens.token("user", user));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** An export as it is being written now. */
    private void export(String positions) {
        write("account.csv", "balance,equity,currency\n1000,1000,USD\n");
        write("positions.csv", "ticket,symbol,direction,volume,entry_price,entry_time,current_price\n" + positions);
    }

    private void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSamplesAreAcceptedAsTheyAre() {
        Script.assumePython();
        try (Script csv = push("main", AGENTS.resolve("samples/csv"), "--now")) {
            assertThat(csv.exit()).as("%s", csv).isZero();
            assertThat(csv.toString()).contains("trades: created=2", "accepted", "matched=1", "external=1");
        }
        try (Script json = push("gold", AGENTS.resolve("samples/json"), "--now")) {
            assertThat(json.exit()).as("%s", json).isZero();
            assertThat(json.toString()).contains("trades: created=1", "accepted", "matched=1");
        }
        assertThat(status().get("total_syncs").intValue()).isEqualTo(2);
    }

    @Test
    void whatWasSentWithoutAnAnswerIsSentAgainAndTakenOnce() {
        Script.assumePython();
        export("7,EURUSD,buy,1,1.1,2026-01-05T10:00:00Z,1.2\n");
        service.freeze();
        try (Script script = push("main", folder, "--timeout", "1")) {
            try {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(script.toString()).contains("the same again in"));
            } finally {
                service.thaw();
            }
            assertThat(script.exit()).as("%s", script).isZero();
            assertThat(script.toString()).contains("accepted");
        }
        try (Script again = push("main", folder)) {
            assertThat(again.exit()).as("%s", again).isZero();
        }
        assertThat(status().get("total_syncs").intValue()).isEqualTo(1);
    }

    @Test
    void itGoesOnWithTheNewestExportWhenTheServiceComesBackFromAKill() {
        Script.assumePython();
        export("");
        service.kill();
        try (Script script = push("main", folder, "--watch", "0.5", "--give-up", "3")) {
            try {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(script.toString()).contains("no answer"));
            } finally {
                service.restart();
                awaitDatabase();
            }
            export("7,EURUSD,buy,1,1.1,2026-01-05T10:00:00Z,1.2\n");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(script.toString()).contains("external=1"));
            script.terminate();
            assertThat(script.exit()).isZero();
        }
        assertThat(status().get("unmatched_open_count").intValue()).isEqualTo(1);
    }

    @Test
    void aWrongRowIsNamedByFileLineAndColumnAndNothingIsSent() throws IOException {
        Script.assumePython();
        export("7,EURUSD,up,1,1.1,2026-01-05T10:00:00Z,1.2\n8,EURUSD,buy,NaN,1.1,2026-01-05T10:00:00,1.2\n");
        try (Script script = push("main", folder)) {
            assertThat(script.exit()).isEqualTo(3);
            assertThat(script.toString())
                    .contains("positions.csv:2, column direction: must be one of buy, sell: 'up'")
                    .contains("positions.csv:3, column volume: is no decimal number: 'NaN'")
                    .contains("positions.csv:3, column entry_time: has no time zone");
        }
        write("positions.csv", "");
        try (Script script = push("main", folder)) {
            assertThat(script.exit()).isEqualTo(3);
            assertThat(script.toString()).contains("an empty file is not an empty list");
        }
        Files.delete(folder.resolve("positions.csv"));
        try (Script script = push("main", folder)) {
            assertThat(script.exit()).isEqualTo(3);
            assertThat(script.toString()).contains("positions.csv or positions.json is missing");
        }
        assertThat(status().get("total_syncs").intValue()).isZero();
    }

    @Test
    void aRowThatTheServiceRefusesIsNamedByItsLineToo() {
        Script.assumePython();
        export("7,EURUSD,buy,1,1.1,2026-01-05T10:00:00Z,1.2\n8,EURUSD,buy,-1,1.1,2026-01-05T10:00:00Z,1.2\n");
        try (Script script = push("main", folder)) {
            assertThat(script.exit()).isEqualTo(1);
            assertThat(script.toString()).contains("HTTP 400", "positions.csv:3, column volume", "must be above 0");
        }
        assertThat(status().get("total_syncs").intValue()).isZero();
    }

    @Test
    void anOldExportIsToldToBeOldAndAWrongTokenToBeWrong() throws IOException {
        Script.assumePython();
        export("");
        Files.setLastModifiedTime(
                folder.resolve("account.csv"), FileTime.from(Instant.now().minusSeconds(60)));
        try (Script script = push("main", folder)) {
            assertThat(script.exit()).as("%s", script).isEqualTo(5);
            assertThat(script.toString()).contains("ignored, taken more than 30 s ago");
        }
        String[] arguments = {"--url", service.url(), "--account", "main", folder.toString()};
        try (Script script = Script.start(Map.of("BALLAST_TOKEN", TestTokens.token("user", user)), arguments)) {
            assertThat(script.exit()).isEqualTo(1);
            assertThat(script.toString()).contains("HTTP 403", "role agent");
        }
        try (Script script = Script.start(Map.of(), arguments)) {
            assertThat(script.exit()).isEqualTo(1);
            assertThat(script.toString()).contains("no token: set --token-file");
        }
        try (Script script = Script.start(Map.of(), "--url", "http://ballast.example", "--account", "a", "x")) {
            assertThat(script.exit()).isEqualTo(2);
            assertThat(script.toString()).contains("unencrypted");
        }
    }

    @Test
    void helpSaysWhatIsNeeded() {
        Script.assumePython();
        try (Script script = Script.start(Map.of(), "--help")) {
            assertThat(script.exit()).isZero();
            assertThat(script.toString()).contains("--token-file", "--watch", "entry_price", "Exit codes");
        }
    }

    // ---- BallastPusher.mq5, which cannot be compiled here: only what it writes is checked, not that it runs

    private static TerminalSource terminal() {
        try {
            return new TerminalSource(Files.readString(AGENTS.resolve("BallastPusher.mq5")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode snapshot(TerminalSource source, int word) {
        ObjectNode snapshot = source.written("SnapshotJson", word);
        snapshot.put("snapshot_id", "mt5-" + word);
        snapshot.remove("error"); // written only when complete is false
        snapshot.set("account", source.written("AccountJson", word));
        snapshot.withArray("positions").add(source.written("PositionJson", word));
        List<String> types = source.words("DealTypeOf");
        ObjectNode trade = source.written("TradeDealJson", word).put("type", types.get(word % 2));
        ObjectNode money = source.written("MoneyDealJson", word).put("type", types.get(2 + word % (types.size() - 2)));
        snapshot.withArray("deals").add(trade).add(money.put("deal_id", 6));
        snapshot.withArray("instruments").add(source.written("InstrumentJson", word));
        return snapshot;
    }

    private Http.Answer send(ObjectNode snapshot) {
        return Http.post(
                service.url() + "/api/v1/accounts/mt5/snapshots", TestTokens.token("agent", user), snapshot.toString());
    }

    @Test
    void everyFieldAndWordThatTheTerminalWritesIsOneOfTheService() {
        System.out.println("AgentsIT: BallastPusher.mq5 is not compiled here; its fields and words are checked");
        TerminalSource source = terminal();
        assertThat(source.words("DealTypeOf")).containsExactly("buy", "sell", "balance", "credit", "correction");
        for (int word = 0; word < 6; word++) { // every word of every enumeration, two and three of them in turn
            Http.Answer answer = send(snapshot(source, word));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().get("result").textValue())
                    .as(answer.body())
                    .isEqualTo("accepted");
        }
    }

    @Test
    void aTerminalThatCouldNotReadEverythingSaysSo() {
        ObjectNode failed = terminal().written("SnapshotJson", 0);
        failed.put("complete", false).remove(List.of("account", "positions", "deals", "instruments"));

        Http.Answer answer = send(failed);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("result").textValue()).isEqualTo("failed");
    }

    @Test
    void aFieldThatTheServiceDoesNotKnowWouldBeFound() {
        TerminalSource wrong = new TerminalSource(terminal().text().replace("\"entry_price\"", "\"entry_prize\""));

        assertThat(send(snapshot(wrong, 0)).status()).isEqualTo(400);
    }
}
