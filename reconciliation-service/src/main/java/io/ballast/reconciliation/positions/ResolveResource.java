// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.input.StrictJson;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.TimeUuid;
import io.ballast.reconciliation.positions.ResolutionDecision.Settled;
import io.ballast.reconciliation.positions.ResolveBody.Wish;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Where a user settles a divergence or an external position. */
@Path("/api/v1/positions/{position_id}/resolve")
class ResolveResource {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final StrictJson json;
    private final Ledger ledger;
    private final Database database;
    private final TwoLevelCache cache;
    private final TimeSource time;
    private final SecurityIdentity identity;

    ResolveResource(
            StrictJson json,
            Ledger ledger,
            Database database,
            TwoLevelCache cache,
            TimeSource time,
            SecurityIdentity identity) {
        this.json = json;
        this.ledger = ledger;
        this.database = database;
        this.cache = cache;
        this.time = time;
        this.identity = identity;
    }

    @POST
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = ResolveBody.class)))
    public Uni<PositionView> resolve(@PathParam("position_id") String id, byte[] body) {
        UUID user = Caller.of(identity).userId();
        UUID position = PositionResource.parse(id);
        Wish wish = json.read(body, ResolveBody.class).check();
        return ledger.position(user, position)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("you have no such position"))
                .chain(found -> settle(found, wish, user))
                .chain(settled -> ledger.accounts(user, settled.key().account())
                        .map(accounts -> PositionView.of(settled, accounts.isEmpty() ? null : accounts.getFirst())));
    }

    private Uni<PositionState> settle(PositionState found, Wish wish, UUID user) {
        AccountKey key = found.key();
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS);
        UUID eventId = new TimeUuid(now, RANDOM).next();
        ResolutionDecision decision = new ResolutionDecision(found.id(), wish, user, eventId, now);
        Scope scope = new Scope(
                null,
                Set.of(found.id()),
                Set.of(found.ticket()),
                Set.of(BotTrade.adopted(found).tradeId()),
                Set.of());
        return ledger.change(key, scope, decision::decide)
                .call(settled -> settled.repeated() ? Uni.createFrom().voidItem() : forget(found))
                .map(Settled::position);
    }

    private Uni<Void> forget(PositionState position) {
        UUID user = position.key().userId();
        List<CacheKey> stale = new ArrayList<>(CacheKeys.stale(
                user, position.key().account(), Set.of(position.terms().symbol())));
        stale.add(CacheKeys.tradesVersion(user));
        return cache.invalidate(stale, database.walPosition(user).orElse(null));
    }
}
