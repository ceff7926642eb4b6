// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server process over a data folder, to be killed, frozen and started again with its data. */
public final class PostgresServer {

    private final Path data;
    private final int port = EmbeddedRedis.freePort();
    private @Nullable Process process;

    PostgresServer(Path data) {
        this.data = data;
    }

    public int port() {
        return port;
    }

    /** Starts it and waits until it answers queries. */
    public void start() {
        List<String> command = PostgresProgram.command("postgres", "-D", data.toString());
        Stream.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=off",
                        "shared_buffers=16MB",
                        "max_connections=100",
                        "wal_keep_size=64MB",
                        "hot_standby_feedback=on",
                        "shared_preload_libraries=pg_stat_statements",
                        "timezone=UTC")
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("PostgreSQL on port " + port + ", see " + log())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> "1".equals(ask("SELECT 1")));
    }

    /** Ends it as a crash does: at once, its clients cut off, recovery at the next start. */
    public void kill() {
        signal("QUIT", Stream.of(running()));
        awaitEnd();
    }

    /** Ends it in good order: what it has written has reached its standby. */
    public void stop() {
        signal("INT", Stream.of(running()));
        awaitEnd();
    }

    /** Stops all its processes in their tracks: connections stay open and nothing answers. */
    public void freeze() {
        signal("STOP", processes());
    }

    /** Lets a frozen server go on. */
    public void thaw() {
        signal("CONT", processes());
    }

    /** Runs one statement as the superuser; the first column of the first row as text, or null. */
    public @Nullable String ask(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port
                                + "/postgres?user=postgres&sslmode=disable&connectTimeout=2&socketTimeout=20&ApplicationName=test");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** At its next start it follows {@code other}. */
    void follow(PostgresServer other) {
        try {
            Files.writeString(data.resolve("standby.signal"), "");
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + other.port + " user=postgres'\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, whatever state it is in. */
    void destroy() {
        Process last = process;
        if (last != null && last.isAlive()) {
            List<ProcessHandle> children = last.descendants().toList();
            last.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            awaitEnd();
        }
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private Process runningProcess() {
        Process last = process;
        if (last == null || !last.isAlive()) {
            throw new IllegalStateException("it does not run");
        }
        return last;
    }

    private ProcessHandle running() {
        return runningProcess().toHandle();
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(running()), running().descendants());
    }

    private void awaitEnd() {
        try {
            Process last = process;
            if (last != null && !last.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end, see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void signal(String name, Stream<ProcessHandle> to) {
        to.forEach(each -> {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(each.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }
}
