// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The built reconciliation-service with a PostgreSQL and a Redis of its own, all on free ports of this machine. */
final class Suite implements AutoCloseable {

    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("ballast.root"));
    private static final Duration START = Duration.ofSeconds(90);

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final EmbeddedPostgres postgres;
    private final int port = EmbeddedRedis.freePort();
    private final Path folder;
    private final Process service;
    private final String operator = TestTokens.token("operator", UUID.randomUUID());

    Suite() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("max_wal_size", "2GB")
                    .start();
            run("create extension pg_stat_statements");
            folder = Files.createTempDirectory("ballast-load");
            service = launch();
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        Path jar = ROOT.resolve("reconciliation-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("reconciliation-service is not built: package it first");
        }
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "quarkus.http.port", Integer.toString(port),
                "ballast.security.public-key", TestTokens.publicKeyFile().toString(),
                "ballast.limits.enabled", "false",
                "ballast.redis.url", redis.url(),
                "ballast.database.host", "127.0.0.1",
                "ballast.database.port", Integer.toString(postgres.getPort()),
                "ballast.database.name", "postgres",
                "ballast.database.user", "postgres",
                "ballast.database.password", "postgres"));
        Path file = folder.resolve("service.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx768m",
                        "-Dquarkus.config.locations=" + file,
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("service.log").toFile()))
                .start();
    }

    private void awaitReady() {
        String user = TestTokens.token("user", UUID.randomUUID());
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until && service.isAlive()) {
            try {
                if (send(get("/api/v1/reconciliation/status", user)).statusCode() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // not listening yet
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        close();
        throw new IllegalStateException("reconciliation-service does not start; see " + folder.resolve("service.log"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    HttpRequest get(String path, String token) {
        return request(path, token).GET().build();
    }

    HttpRequest post(String path, String token, String json) {
        return request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each feature's cache by name, as {@code /api/cache/stats} tells it. */
    JsonNode caches() {
        try {
            return JSON.readTree(send(get("/api/cache/stats", operator)).body()).get("caches");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Statements so far that read the service's tables. */
    long queries() {
        return number(
                """
                select coalesce(sum(calls), 0) from pg_stat_statements where query ~* '^\\s*(select|with)'
                and query ~* '(account_state|position_state|reconciliation_logs|user_summary|bot_trades|trade_totals)'""");
    }

    long number(String query) {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql) {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection database() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** Processor time that the service has used. */
    Duration processorTime() {
        return service.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        service.destroy();
        try {
            if (!service.waitFor(15, TimeUnit.SECONDS)) {
                service.destroyForcibly().waitFor();
            }
            redis.close();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<String> features() {
        return List.of("reconciliation", "positions", "guards");
    }
}
