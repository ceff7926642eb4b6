// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.ballast.common.redis.RedisGateway;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Unused tickets in Redis, by their hash: who can read Redis cannot use them. */
@ApplicationScoped
class RedisTickets {

    private static final String PREFIX = "ballast:ticket:";

    private final RedisGateway redis;

    RedisTickets(RedisGateway redis) {
        this.redis = redis;
    }

    Uni<Void> keep(String ticket, Caller caller, Duration ttl) {
        String role = caller.operator() ? Roles.OPERATOR : Roles.USER;
        String value = caller.userId() + " " + role + " " + caller.expiresAt().getEpochSecond();
        return redis.command(Command.SET, key(ticket), value, "NX", "PX", Long.toString(Math.max(1, ttl.toMillis())))
                .replaceWithVoid();
    }

    /** Atomic: of two who ask at the same time, one gets it. */
    Uni<Optional<Caller>> take(String ticket) {
        return redis.command(Command.GETDEL, key(ticket))
                .map(reply -> Optional.ofNullable(reply).map(r -> caller(r.toString())));
    }

    private static Caller caller(String value) {
        String[] parts = value.split(" ");
        return new Caller(
                UUID.fromString(parts[0]),
                parts[1].equals(Roles.OPERATOR),
                Instant.ofEpochSecond(Long.parseLong(parts[2])));
    }

    private static String key(String ticket) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.US_ASCII));
            return PREFIX + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
