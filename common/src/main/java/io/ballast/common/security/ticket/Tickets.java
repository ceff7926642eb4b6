// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.ballast.common.security.AuthFailure;
import io.ballast.common.security.Caller;
import io.ballast.common.security.RefusedException;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Gives out tickets that stand for a caller once, for 30 seconds, on any instance of any service. */
@ApplicationScoped
public class Tickets {

    private static final Pattern FORM = Pattern.compile("tkt_[A-Za-z0-9_-]{43}");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final RedisTickets store;
    private final TicketConfig config;
    private final TimeSource time;
    private final SecureRandom random = new SecureRandom();

    Tickets(RedisTickets store, TicketConfig config, TimeSource time) {
        this.store = store;
        this.config = config;
        this.time = time;
    }

    /** @throws ProblemException in the result, a 503, while Redis is away */
    Uni<Ticket> issue(Caller caller) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        Ticket ticket =
                new Ticket("tkt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret), expiry(caller));
        Duration ttl = Duration.between(time.now(), ticket.expiresAt());
        return store.keep(ticket.ticket(), caller, ttl)
                .replaceWith(ticket)
                .onFailure()
                .transform(failure -> away());
    }

    private Instant expiry(Caller caller) {
        Instant latest = time.now().plus(config.ttl());
        return caller.expiresAt().isBefore(latest) ? caller.expiresAt() : latest;
    }

    /**
     * Who was given that ticket; it is used up by asking. The caller's {@code expiresAt} is that of the token, where
     * whatever was opened with the ticket must be closed.
     *
     * @return fails with {@link AuthenticationFailedException} (a 401) if it was used, has expired or is none, and with {@link
     *     ProblemException} (a 503) while Redis is away
     */
    public Uni<Caller> redeem(String ticket) {
        if (!FORM.matcher(ticket).matches()) {
            return Uni.createFrom().failure(RefusedException.unauthorized(AuthFailure.INVALID_TICKET));
        }
        return store.take(ticket).onFailure().transform(failure -> away()).map(found -> found.filter(
                        c -> time.now().isBefore(c.expiresAt()))
                .orElseThrow(() -> RefusedException.unauthorized(AuthFailure.INVALID_TICKET)));
    }

    private static ProblemException away() {
        return ProblemException.unavailable("tickets need Redis, which does not answer", RETRY_AFTER);
    }
}
