// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.health.diagnosis.Finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL away, or a replica that is too far behind. */
final class DatabaseRule implements Rule {

    private static final String REPLICA = "postgres-replica";

    @Override
    public Stream<Finding> apply(Facts facts, List<Finding> found) {
        return facts.of(Kind.DATABASE).flatMap(DatabaseRule::conclude);
    }

    private static Stream<Finding> conclude(Component database) {
        if (!database.working()) {
            return Stream.of(away(database));
        }
        return Boolean.FALSE.equals(database.figures().get("within_limit"))
                ? Stream.of(behind(database))
                : Stream.empty();
    }

    private static Finding behind(Component replica) {
        return new Finding(
                "postgres-replica-lagging",
                Severity.WARNING,
                replica.name(),
                "all reads go to the primary until it has caught up; nothing fails",
                "lag_seconds=" + replica.figures().get("lag_seconds"),
                "look whether replay is paused (pg_wal_replay_resume), held up by a long query on the replica"
                        + " (pg_stat_activity), or not fed (pg_stat_replication on the primary)",
                "docs/runbooks/replica-lag.md");
    }

    private static Finding away(Component database) {
        return switch (Cause.of(database.lastError())) {
            case NOT_RUNNING ->
                finding(database, "postgres-not-running", "start PostgreSQL; the service reconnects by itself");
            case NOT_ANSWERING ->
                finding(
                        database,
                        "postgres-not-answering",
                        "PostgreSQL holds connections and says nothing: look at its process, its disk and the network in"
                                + " between; restart PostgreSQL if it stays silent, not the service");
            case CREDENTIALS, NOT_PERMITTED ->
                finding(
                        database,
                        "postgres-credentials",
                        "PostgreSQL refuses the user: correct ballast.database.user and ballast.database.password, or"
                                + " pg_hba.conf");
            case TOO_MANY_CONNECTIONS ->
                finding(
                        database,
                        "postgres-too-many-connections",
                        "find who holds them (pg_stat_activity); lower the pools' sizes or put PgBouncer in between");
            case STARTING ->
                finding(
                        database,
                        "postgres-starting",
                        "PostgreSQL replays its log after a start: wait and watch its log");
            case DISK_FULL ->
                finding(database, "postgres-disk", "free PostgreSQL's disk; look for a replication slot nobody reads");
            case READ_ONLY ->
                finding(
                        database,
                        "postgres-read-only",
                        "this is a standby: point the primary's address at the primary, or promote this one");
            case NO_SUCH_DATABASE ->
                finding(database, "postgres-no-database", "create the database, or correct ballast.database.name");
            case UNKNOWN_HOST ->
                finding(database, "postgres-unknown-host", "the host in ballast.database.host has no address");
            case OUT_OF_MEMORY, UNKNOWN ->
                finding(database, "postgres-away", "look at PostgreSQL's log and at the network in between");
        };
    }

    private static Finding finding(Component database, String problem, String recommendation) {
        boolean replica = database.name().equals(REPLICA);
        return new Finding(
                problem,
                replica ? Severity.WARNING : Severity.CRITICAL,
                database.name(),
                replica
                        ? "all reads go to the primary until it is back; nothing fails"
                        : "writes are answered with 503 until it is back, reads too where there is no replica; nothing that"
                                + " was accepted is lost",
                database.lastError(),
                recommendation,
                replica ? "docs/runbooks/replica-lag.md" : "docs/runbooks/primary-down.md");
    }
}
