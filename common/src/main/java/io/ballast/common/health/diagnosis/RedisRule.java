// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.health.diagnosis.Finding.Severity;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Redis away, or there and refusing its work. */
final class RedisRule implements Rule {

    private static final String COMMANDS = "redis";
    private static final String RUNBOOK = "docs/runbooks/redis-down.md";
    private static final String AWAY =
            "nothing is cached, no event leaves or arrives; what must not be lost waits in bounded buffers";

    @Override
    public Stream<Finding> apply(Facts facts, List<Finding> found) {
        Optional<Component> commands =
                facts.of(Kind.REDIS).filter(c -> c.name().equals(COMMANDS)).findFirst();
        if (commands.isEmpty()) {
            return Stream.empty();
        }
        Component redis = commands.get();
        if (!redis.working()) {
            return Stream.of(away(Cause.of(redis.lastError()), redis.lastError()));
        }
        Optional<BreakerStatus> refusing = facts.breaker(COMMANDS)
                .filter(b -> b.state() == BreakerState.OPEN || b.state() == BreakerState.HALF_OPEN);
        return refusing.isPresent()
                ? Stream.of(away(
                        Cause.of(refusing.get().lastFailure()), refusing.get().lastFailure()))
                : facts.of(Kind.REDIS).filter(c -> !c.working()).map(RedisRule::oneLink);
    }

    private static Finding away(Cause cause, @Nullable String evidence) {
        return switch (cause) {
            case NOT_RUNNING ->
                finding("redis-not-running", evidence, "start Redis; the services reconnect by themselves");
            case NOT_ANSWERING ->
                finding(
                        "redis-not-answering",
                        evidence,
                        "Redis takes connections or holds them, and says nothing: look at its process (stopped? 100 % of a"
                                + " processor in one command? SLOWLOG GET) and at the network in between; restart Redis if"
                                + " it stays silent, not the services");
            case CREDENTIALS ->
                finding(
                        "redis-credentials",
                        evidence,
                        "Redis refuses the user or password: correct ballast.redis.url, or the ACL user in Redis");
            case NOT_PERMITTED ->
                finding(
                        "redis-not-permitted",
                        evidence,
                        "the ACL user may not do what this service needs: extend its rights in Redis (ACL LOG shows what)");
            case OUT_OF_MEMORY ->
                finding(
                        "redis-out-of-memory",
                        evidence,
                        "raise maxmemory, or find what grew (redis-cli --bigkeys) and why its stream is not trimmed; do not"
                                + " FLUSHALL");
            case READ_ONLY ->
                finding(
                        "redis-read-only",
                        evidence,
                        "this is a replica: point ballast.redis.url at the primary, or promote this one"
                                + " (REPLICAOF NO ONE) if the primary is lost");
            case DISK_FULL ->
                finding(
                        "redis-disk",
                        evidence,
                        "Redis cannot save and refuses writes: free its disk, then redis-cli BGSAVE");
            case STARTING ->
                finding(
                        "redis-loading",
                        evidence,
                        "Redis reads its data after a start: wait; redis-cli INFO persistence");
            case TOO_MANY_CONNECTIONS ->
                finding("redis-too-many-clients", evidence, "raise maxclients, or find who holds them (CLIENT LIST)");
            case UNKNOWN_HOST ->
                finding(
                        "redis-unknown-host",
                        evidence,
                        "the host in ballast.redis.url has no address: correct one of both");
            case NO_SUCH_DATABASE, UNKNOWN ->
                finding("redis-away", evidence, "look at Redis' log and at the network between it and this instance");
        };
    }

    private static Finding finding(String problem, @Nullable String evidence, String recommendation) {
        return new Finding(problem, Severity.CRITICAL, COMMANDS, AWAY, evidence, recommendation, RUNBOOK);
    }

    private static Finding oneLink(Component link) {
        return new Finding(
                "redis-link-away",
                Severity.WARNING,
                link.name(),
                "commands reach Redis, and this connection of its own does not",
                link.lastError(),
                "if it lasts longer than a minute: compare the connection's settings with those of ballast.redis, look for"
                        + " maxclients in Redis' log, then restart this instance",
                RUNBOOK);
    }
}
