// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.ballast.local.folder.LocalFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service with a finding, one that takes connections and says nothing, one that is not there. */
class DiagnoseCommandTest {

    private static final String FINDING =
            """
            {"status":"findings","service":"reconciliation-service","findings":[{"problem":"redis-not-running",
            "severity":"CRITICAL","component":"redis","meaning":"nothing is cached","evidence":"Connection refused",
            "recommendation":"start Redis","runbook":"docs/runbooks/redis-down.md"}],"components":[{"name":"redis",
            "kind":"REDIS","state":"Waiting","working":false,"since":null,"last_activity":null,"figures":{}},{"name":"cpu",
            "kind":"RESOURCE","state":"ok","working":true,"figures":{"value":12.5,"threshold":80.0,"unit":"percent"}}],
            "history":[]}""";

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path root;

    private HttpServer answering;
    private ServerSocket silent;
    private volatile String authorization = "";

    @BeforeEach
    void services() throws IOException {
        answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/api/diagnostics", exchange -> {
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = FINDING.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        answering.start();
        silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        List.of(
                        Map.entry("RECONCILIATION", answering.getAddress().getPort()),
                        Map.entry("MARKET", silent.getLocalPort()),
                        Map.entry("BRIDGE", nobody))
                .forEach(s -> environment.put("BALLAST_LOCAL_" + s.getKey() + "_PORT", s.getValue() + ""));
    }

    @AfterEach
    void end() throws IOException {
        answering.stop(0);
        silent.close();
    }

    private int run(String... command) {
        Surroundings surroundings = new Surroundings(
                LocalFolder.of(root.toString(), environment), environment, new PrintWriter(out), false);
        return CommandLineEntry.run(surroundings, new PrintWriter(out, true), command);
    }

    @Test
    void aPersonReadsWhatIsWrongAndWhatToDo() {
        assertThat(run("diagnose")).isZero();

        assertThat(authorization).startsWith("Bearer ");
        assertThat(out.toString())
                .contains(
                        "CRITICAL redis-not-running (redis)",
                        "seen:  Connection refused",
                        "do:    start Redis",
                        "read:  docs/runbooks/redis-down.md",
                        "12.5 of 80.0 percent",
                        "DOES NOT ANSWER: no answer within 3 s",
                        "./ballast kill market; ./ballast start market",
                        "it does not run: ./ballast start bridge",
                        "3 of 3 services report something");
    }

    @Test
    void aMachineReadsEverything() throws IOException {
        assertThat(run("diagnose", "--json")).isZero();

        JsonNode report = new JsonMapper().readTree(out.toString());
        assertThat(report.path("healthy").asBoolean()).isFalse();
        assertThat(report.path("services").findValuesAsText("name")).contains("reconciliation", "market", "bridge");
        JsonNode first = report.path("services").path(0);
        assertThat(first.path("answers").asBoolean()).isTrue();
        assertThat(first.path("diagnosis")
                        .path("findings")
                        .path(0)
                        .path("problem")
                        .asText())
                .isEqualTo("redis-not-running");
        assertThat(report.path("services").path(2).path("answers").asBoolean()).isFalse();
        assertThat(report.path("services").path(2).path("error").asText()).contains("refused");
    }
}
