// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.answer.Csv;
import io.ballast.reconciliation.answer.PageCursor;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.ledger.TradeRepository;
import io.ballast.reconciliation.ledger.TradeRepository.Place;
import io.ballast.reconciliation.ledger.TradeRepository.TradeFilter;
import io.ballast.reconciliation.ledger.TradeRepository.TradeQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The trades that the caller's bots have told of. */
@Path("/api/v1/trades")
class TradeQueryResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final TradeRepository trades;
    private final TimeSource time;
    private final SecurityIdentity identity;

    TradeQueryResource(TradeRepository trades, TimeSource time, SecurityIdentity identity) {
        this.trades = trades;
        this.time = time;
        this.identity = identity;
    }

    /**
     * A page of trades, newest first: a closed trade has its place where it was closed, an open one where it was opened.
     * One that is closed between two pages moves to the front.
     */
    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<TradeView.Page> trades(
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("closed") @Nullable String closed,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("hours") @Nullable String hours,
            @QueryParam("account") @Nullable String account,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        TradeQuestion question = question(mode, closed, symbol, hours, account);
        int size = Field.of("limit").limit(limit, USUAL, MOST);
        PageCursor after = PageCursor.read(cursor, question);
        Place before = after == null ? null : new Place(after.at(), after.id());
        return trades.trades(new TradeQuery(question.user(), question.filter(time.now()), before, size + 1))
                .map(found -> page(question, found, size));
    }

    /** All of them, streamed. */
    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(Csv.TYPE)
    public RestMulti<byte[]> table(
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("closed") @Nullable String closed,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("hours") @Nullable String hours,
            @QueryParam("account") @Nullable String account) {
        TradeQuestion question = question(mode, closed, symbol, hours, account);
        TradeFilter filter = question.filter(time.now());
        return new Csv<TradeRecord>(
                        TradeView.COLUMNS,
                        trade -> TradeView.of(trade).cells(),
                        last -> trades.trades(
                                new TradeQuery(question.user(), filter, last == null ? null : Place.of(last), MOST)),
                        MOST)
                .stream();
    }

    /** One of them, by its id or the bot's. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<TradeView> trade(@PathParam("id") String id) {
        return trades.trade(Caller.of(identity).userId(), id)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("you have no such trade"))
                .map(TradeView::of);
    }

    private TradeQuestion question(
            @Nullable String mode,
            @Nullable String closed,
            @Nullable String symbol,
            @Nullable String hours,
            @Nullable String account) {
        return new TradeQuestion(
                Caller.of(identity).userId(),
                TradeQuestion.mode(mode),
                TradeQuestion.closed(closed),
                symbol == null ? null : Field.of("symbol").symbol(symbol),
                account == null ? null : Field.of("account").account(account),
                TradeQuestion.hours(hours));
    }

    /** @param found up to {@code size} + 1 trades; the one too many only tells that there is more */
    private static TradeView.Page page(TradeQuestion question, List<TradeRecord> found, int size) {
        List<TradeRecord> shown = found.size() > size ? found.subList(0, size) : found;
        return new TradeView.Page(
                question.user(),
                shown.stream().map(TradeView::of).toList(),
                found.size() > size ? cursor(shown.getLast(), question) : null);
    }

    private static String cursor(TradeRecord last, TradeQuestion question) {
        return new PageCursor(last.effectiveAt(), last.id()).text(question);
    }
}
