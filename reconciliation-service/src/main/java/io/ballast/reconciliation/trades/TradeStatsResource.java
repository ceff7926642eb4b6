// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.TradeRepository;
import io.ballast.reconciliation.ledger.TradeTotals;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the caller's trades come to. Without {@code mode} all modes together, without {@code hours} all time. */
@Path("/api/v1/trades")
class TradeStatsResource {

    private final TradeAnswers answers;
    private final TradeRepository trades;
    private final TimeSource time;
    private final SecurityIdentity identity;

    TradeStatsResource(TradeAnswers answers, TradeRepository trades, TimeSource time, SecurityIdentity identity) {
        this.answers = answers;
        this.trades = trades;
        this.time = time;
        this.identity = identity;
    }

    @GET
    @Path("/stats")
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TradeStatsView.class)))
    public Uni<Response> stats(
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("hours") @Nullable String hours,
            @Context Request request) {
        UUID user = Caller.of(identity).userId();
        TradeMode ofMode = TradeQuestion.mode(mode);
        Integer lastHours = TradeQuestion.hours(hours);
        return answers.answer(
                user,
                request,
                () -> totals(user, ofMode, lastHours).map(totals -> TradeStatsView.of(ofMode, lastHours, totals)),
                "stats",
                part(ofMode),
                part(lastHours));
    }

    @GET
    @Path("/aggregate")
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Aggregate.View.class)))
    public Uni<Response> aggregate(
            @QueryParam("field") @Nullable String field,
            @QueryParam("fn") @Nullable String fn,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("hours") @Nullable String hours,
            @Context Request request) {
        UUID user = Caller.of(identity).userId();
        Aggregate aggregate = Aggregate.of(field, fn);
        TradeMode ofMode = TradeQuestion.mode(mode);
        Integer lastHours = TradeQuestion.hours(hours);
        return answers.answer(
                user,
                request,
                () -> totals(user, ofMode, lastHours).map(totals -> aggregate.view(ofMode, lastHours, totals)),
                "aggregate",
                aggregate.fieldText(),
                aggregate.fnText(),
                part(ofMode),
                part(lastHours));
    }

    private Uni<TradeTotals> totals(UUID user, @Nullable TradeMode mode, @Nullable Integer hours) {
        return trades.totals(user, mode, TradeQuestion.since(hours, time.now()));
    }

    private static String part(@Nullable Object narrowed) {
        return narrowed == null ? "all" : narrowed.toString();
    }
}
