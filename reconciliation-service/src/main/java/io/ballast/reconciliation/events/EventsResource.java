// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.reconciliation.answer.Csv;
import io.ballast.reconciliation.answer.PageCursor;
import io.ballast.reconciliation.events.EventView.Metadata;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The caller's log, newest first: page by page, or all of it as CSV. */
@Path("/api/v1/reconciliation/events")
class EventsResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final List<String> COLUMNS = List.of(
            "event_id",
            "event_type",
            "created_at",
            "account",
            "symbol",
            "mt5_ticket",
            "matched",
            "divergence_reason",
            "pnl_gbp",
            "code",
            "description");

    private final Ledger ledger;
    private final SecurityIdentity identity;

    EventsResource(Ledger ledger, SecurityIdentity identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    /** Events written from {@code from} until before {@code to}. */
    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<EventPage> events(
            @QueryParam("account") @Nullable String account,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("event_type") @Nullable String type,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String most) {
        EventQuestion question = EventQuestion.of(Caller.of(identity).userId(), account, symbol, type, from, to);
        int limit = Field.of("limit").limit(most, USUAL, MOST);
        return ledger.events(question.after(PageCursor.read(cursor, question), limit + 1))
                .map(found -> EventPage.of(question, found, limit));
    }

    /** All of them, streamed. */
    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(Csv.TYPE)
    public RestMulti<byte[]> table(
            @QueryParam("account") @Nullable String account,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("event_type") @Nullable String type,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        EventQuestion question = EventQuestion.of(Caller.of(identity).userId(), account, symbol, type, from, to);
        return new Csv<Logged>(COLUMNS, EventsResource::cells, last -> ledger.events(question.after(last, MOST)), MOST)
                .stream();
    }

    private static List<@Nullable Object> cells(Logged logged) {
        EventView view = EventView.of(logged);
        Metadata about = view.metadata();
        return Arrays.asList(
                view.eventId(),
                view.eventType(),
                view.createdAt(),
                logged.entry().subject().accountId(),
                about.symbol(),
                about.mt5Ticket(),
                about.matched(),
                view.divergenceReason(),
                about.pnlGbp(),
                about.code(),
                view.description());
    }
}
