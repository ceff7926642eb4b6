// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.ballast.local.broker.ReconciliationClient.Outcome;
import io.ballast.local.keys.SigningKeys;
import io.ballast.local.keys.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

    private record Request(String path, String token, JsonNode body) {}

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00.123456Z");

    /** The server ends the connection without an answer. */
    private static final int HANGS_UP = 0;

    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private volatile int status = 202;
    private final HttpServer reconciliation = listen();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        reconciliation.start();
    }

    @AfterEach
    void stop() {
        reconciliation.stop(0);
    }

    @Test
    void reportsLookAsTheContractSays() throws Exception {
        Terminal terminal = terminal();

        assertThat(terminal.step()).isEqualTo(new Outcome.Accepted());

        assertThat(requests)
                .extracting(Request::path)
                .containsExactly("/api/v1/accounts/demo-1/trades", "/api/v1/accounts/demo-1/snapshots");
        JsonNode trade = requests.get(0).body().get(0);
        assertThat(names(trade))
                .containsExactlyInAnyOrder(
                        "trade_id",
                        "mode",
                        "symbol",
                        "direction",
                        "volume",
                        "entry_price",
                        "entry_time",
                        "status",
                        "take_profit",
                        "stop_loss",
                        "ticket");
        JsonNode snapshot = requests.get(1).body();
        assertThat(names(snapshot))
                .containsExactlyInAnyOrder(
                        "snapshot_id", "taken_at", "complete", "mode", "account", "positions", "deals");
        assertThat(names(snapshot.get("account")))
                .containsExactlyInAnyOrder("balance", "equity", "margin_used", "currency");
        assertThat(names(snapshot.get("positions").get(0)))
                .containsExactlyInAnyOrder(
                        "ticket",
                        "symbol",
                        "direction",
                        "volume",
                        "entry_price",
                        "entry_time",
                        "current_price",
                        "take_profit",
                        "stop_loss",
                        "profit",
                        "swap",
                        "commission",
                        "magic",
                        "comment");
        assertThat(names(snapshot.get("deals").get(0)))
                .containsExactlyInAnyOrder(
                        "deal_id",
                        "ticket",
                        "order_id",
                        "type",
                        "symbol",
                        "direction",
                        "entry",
                        "volume",
                        "price",
                        "profit",
                        "swap",
                        "commission",
                        "time",
                        "comment");
        assertThat(snapshot.get("taken_at").asText()).isEqualTo("2026-01-05T12:00:00.123Z");
        assertThat(snapshot.get("positions").get(0).get("ticket")).isEqualTo(trade.get("ticket"));
        assertThat(trade.get("direction").asText()).isIn("buy", "sell");
        assertThat(requests.get(0).token()).matches("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @Test
    void whileReconciliationIsAwayNothingIsForgottenAndTheLogSaysItOnce() throws Exception {
        Terminal terminal = terminal();
        status = 503;
        for (int step = 0; step < 5; step++) {
            assertThat(terminal.step()).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(terminal.pause()).isEqualTo(Duration.ofSeconds(5));
        status = HANGS_UP;
        assertThat(terminal.step()).isInstanceOf(Outcome.Unreachable.class);
        requests.clear();
        status = 202;

        assertThat(terminal.step()).isEqualTo(new Outcome.Accepted());

        assertThat(terminal.pause()).isEqualTo(Duration.ofSeconds(2));
        JsonNode snapshot = requests.get(1).body();
        List<Long> open = numbers(snapshot.get("positions"), "ticket");
        assertThat(open).hasSizeGreaterThanOrEqualTo(2);
        assertThat(numbers(requests.get(0).body(), "ticket")).containsAll(open);
        assertThat(numbers(snapshot.get("deals"), "ticket")).containsAll(open);
        assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        Instant[] now = {NOW};
        AgentToken token = new AgentToken(new Tokens(SigningKeys.in(folder)), DemoAccount.DEMO_1.user(), () -> now[0]);
        String first = token.current();

        now[0] = NOW.plus(Duration.ofMinutes(54));
        assertThat(token.current()).isEqualTo(first);
        now[0] = NOW.plus(Duration.ofMinutes(56));
        assertThat(token.current()).isNotEqualTo(first);
    }

    private Terminal terminal() {
        InstantSource clock = InstantSource.fixed(NOW);
        AgentToken token =
                new AgentToken(new Tokens(SigningKeys.in(folder.resolve("keys"))), DemoAccount.DEMO_1.user(), clock);
        URI base = URI.create("http://127.0.0.1:" + reconciliation.getAddress().getPort());
        return new Terminal(
                DemoAccount.DEMO_1,
                new Market(DemoAccount.DEMO_1, new Random(3)),
                new LedgerFile(folder.resolve("broker"), DemoAccount.DEMO_1),
                new ReconciliationClient(HttpClient.newHttpClient(), base, token),
                clock,
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    private HttpServer listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.add(new Request(
                        exchange.getRequestURI().getPath(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        new JsonMapper().readTree(exchange.getRequestBody())));
                if (status != HANGS_UP) {
                    exchange.sendResponseHeaders(status, -1);
                }
                exchange.close();
            });
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<Long> numbers(JsonNode list, String field) {
        List<Long> numbers = new ArrayList<>();
        list.forEach(item -> numbers.add(item.get(field).asLong()));
        return numbers;
    }
}
