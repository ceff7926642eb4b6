// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Two real PostgreSQL servers, one following the other by streaming replication. User and database are {@code
 * postgres}, any password will do.
 */
public final class ReplicatedPostgres implements AutoCloseable {

    private final Path folder;
    private final PostgresServer primary;
    private final PostgresServer standby;

    private ReplicatedPostgres(Path folder) {
        this.folder = folder;
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        PostgresProgram.run(PostgresProgram.command(
                "initdb",
                "-D",
                first.toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        // a copy of a stopped server is a standby's base backup
        PostgresProgram.run(List.of("cp", "-a", first.toString(), second.toString()));
        this.primary = new PostgresServer(first);
        this.standby = new PostgresServer(second);
        primary.start();
        standby.follow(primary);
        standby.start();
        awaitStreaming();
    }

    /** Starts both and waits until the standby follows. */
    public static ReplicatedPostgres start() {
        try {
            return new ReplicatedPostgres(Files.createTempDirectory("ballast-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that was the primary at first. */
    public PostgresServer primary() {
        return primary;
    }

    /** The one that followed at first. */
    public PostgresServer standby() {
        return standby;
    }

    /** The standby receives and stays where it is, until {@link #resumeReplay}. */
    public void pauseReplay() {
        standby.ask("SELECT pg_wal_replay_pause()");
        Awaitility.await().until(() -> "paused".equals(standby.ask("SELECT pg_get_wal_replay_pause_state()")));
    }

    public void resumeReplay() {
        standby.ask("SELECT pg_wal_replay_resume()");
    }

    /** Makes the standby a primary; the old one, if it runs, is not told. */
    public void promote() {
        standby.ask("SELECT pg_promote(true, 30)");
    }

    /** The standby becomes the primary, and the old primary follows it: a planned change of roles. */
    public void changeRoles() {
        primary.stop();
        promote();
        primary.follow(standby);
        primary.start();
    }

    private void awaitStreaming() {
        Awaitility.await("streaming replication")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        "1".equals(primary.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")));
    }

    @Override
    public void close() {
        standby.destroy();
        primary.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
