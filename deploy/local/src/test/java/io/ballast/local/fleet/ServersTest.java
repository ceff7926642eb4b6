// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.keys.Passwords;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.RunFolder;
import io.ballast.local.process.Starter;
import io.ballast.local.process.Stopper;
import io.ballast.local.service.ServiceSettings;
import io.ballast.local.service.VenuesSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real servers, killed and started again. */
class ServersTest {

    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final StringWriter output = new StringWriter();
    private LocalFolder folder = new LocalFolder(Path.of(""), Path.of(""));
    private int postgresPort;
    private int redisPort;

    @BeforeEach
    void chooseFolderAndPorts() {
        postgresPort = freePort();
        redisPort = freePort();
        environment.put("BALLAST_LOCAL_HOME", root.resolve("a home").toString());
        environment.put("BALLAST_LOCAL_POSTGRES_PORT", Integer.toString(postgresPort));
        environment.put("BALLAST_LOCAL_REDIS_PORT", Integer.toString(redisPort));
        folder = LocalFolder.of(root.toString(), environment).prepared();
    }

    @AfterEach
    void leaveNothing() {
        var unused = fleet().stopAll();
    }

    @Test
    void whatWasCommittedBeforeAKillIsThereAfterIt() throws Exception {
        fleet().up(List.of(servers()));
        sql("create table kept (n int)");
        sql("insert into kept values (42)");
        assertThat(redis("SET kept 42")).isEqualTo("+OK");

        records().alive().forEach(Stopper::kill);
        assertThat(records().alive()).isEmpty();
        for (ProcessRecord killed : records().all()) {
            fleet().start(killed);
        }

        assertThat(sqlNumber("select n from kept")).isEqualTo(42);
        assertThat(redis("GET kept")).isEqualTo("$2");
        assertThat(MemberState.all(records(), blueprint()))
                .filteredOn(MemberState::running)
                .extracting(MemberState::member, MemberState::ready)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Member.POSTGRES, true),
                        org.assertj.core.groups.Tuple.tuple(Member.REDIS, true));
        assertDurable();

        assertThat(fleet().stopAll()).containsExactly(Member.REDIS, Member.POSTGRES);
        fleet().up(List.of(servers()));
        assertThat(sqlNumber("select n from kept")).isEqualTo(42);
        assertThat(output.toString()).contains("postgres       ready (").contains("redis          ready (");
    }

    @Test
    void aProcessThatEndsAtOnceFailsTheStartWithTheEndOfItsLog() {
        ProcessSpec broken =
                new ProcessSpec(Member.BROKER, null, List.of("sh", "-c", "echo no such key; exit 3"), root, Map.of());
        Blueprint.Part part = new Blueprint.Part(Member.BROKER, () -> broken, () -> true);

        assertThatThrownBy(() -> fleet().up(List.of(List.of(part))))
                .hasMessageStartingWith("broker ended while it was starting; the end of " + folder.log("broker"))
                .hasMessageEndingWith("\n  | no such key");
    }

    @Test
    @Timeout(15)
    void oneFailureStopsTheWaitingForTheOthers() {
        ProcessSpec endless = new ProcessSpec(Member.VENUES, null, List.of("sleep", "600"), root, Map.of());
        ProcessSpec broken = new ProcessSpec(Member.BROKER, null, List.of("false"), root, Map.of());
        List<Blueprint.Part> stage = List.of(
                new Blueprint.Part(Member.VENUES, () -> endless, () -> false),
                new Blueprint.Part(Member.BROKER, () -> onceSomethingRuns(broken), () -> true));

        assertThatThrownBy(() -> fleet().up(List.of(stage))).hasMessageStartingWith("broker ended");

        assertThat(fleet().stopAll()).containsExactly(Member.VENUES);
        assertThat(records().all()).isEmpty();
    }

    /** Otherwise the failure may come so early that the other is not started at all. */
    private ProcessSpec onceSomethingRuns(ProcessSpec spec) {
        await().untilAsserted(() -> assertThat(records().alive()).isNotEmpty());
        return spec;
    }

    private void assertDurable() throws SQLException, IOException {
        assertThat(sqlText("show fsync")).isEqualTo("on");
        assertThat(sqlText("show synchronous_commit")).isEqualTo("on");
        assertThat(sqlText("show password_encryption")).isEqualTo("scram-sha-256");
        assertThat(sqlText("show server_encoding")).isEqualTo("UTF8");
        assertThat(sqlText("select tableowner from pg_tables where tablename = 'kept'"))
                .isEqualTo("ballast");
        assertThat(Files.readString(folder.run().resolve("redis.conf"))).contains("appendonly yes");
    }

    private RunFolder records() {
        return new RunFolder(folder.run());
    }

    private Blueprint blueprint() {
        return new Blueprint(folder, environment);
    }

    private Fleet fleet() {
        Starter starter = new Starter(records(), folder.logs(), environment);
        return new Fleet(records(), starter, blueprint(), new Progress(new PrintWriter(output), false));
    }

    private List<Blueprint.Part> servers() {
        ServiceSettings settings =
                new ServiceSettings(folder, environment, new VenuesSource.Live(), Optional.empty(), Optional.empty());
        return blueprint().stages(settings).getFirst();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement executed = connection.createStatement()) {
            boolean unused = executed.execute(statement);
        }
    }

    private int sqlNumber(String query) throws SQLException {
        return Integer.parseInt(sqlText(query));
    }

    private String sqlText(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    private Connection connect() throws SQLException {
        String password = new Passwords(folder.keys()).of("ballast");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/ballast", "ballast", password);
    }

    private String redis(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            Writer writer = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
            writer.write(command + "\r\n");
            writer.flush();
            return String.valueOf(new java.io.BufferedReader(
                            new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine());
        }
    }

    /** Below the range that outgoing connections take theirs from, where a free port can be gone a moment later. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}
