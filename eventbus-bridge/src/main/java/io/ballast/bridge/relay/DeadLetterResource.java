// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.relay.RedisDeadLetterBox.Letter;
import io.ballast.bridge.relay.RedisDeadLetterBox.Requeued;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes set aside: looked at, delivered after all, or thrown away. */
@Path("/api/v1/routes/{id}/dead-letters")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class DeadLetterResource {

    private static final int MOST = 1000;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final RedisDeadLetterBox box;
    private final Relays relays;

    DeadLetterResource(RedisDeadLetterBox box, Relays relays) {
        this.box = box;
        this.relays = relays;
    }

    /** @param next give this as {@code after} for the next page; null at the end */
    record Page(List<Letter> deadLetters, int count, @Nullable String next) {}

    /** @param refused those that cannot be delivered even now, and why */
    record RequeueReport(int requeued, List<Refusal> refused) {}

    /** One that stays. */
    record Refusal(String id, String cause) {}

    /** How many were thrown away. */
    record DiscardReport(long discarded) {}

    @GET
    public Uni<Page> page(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("0-0") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        known(id);
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badField("limit", "must be 1 to " + MOST);
        }
        return answered(box.page(id, position("after", after), limit))
                .map(letters -> new Page(
                        letters,
                        letters.size(),
                        letters.size() < limit ? null : letters.getLast().id()));
    }

    /** Delivers those named in {@code ids}, or without a body the oldest 1000, as the route would carry them now. */
    @POST
    @Path("requeue")
    public Uni<RequeueReport> requeue(@PathParam("id") String id, @Nullable JsonNode body) {
        RelayRoute route = known(id).route();
        Set<String> wanted = new HashSet<>(ids(body));
        return answered(box.page(id, "0-0", MOST)
                .chain(letters -> Multi.createFrom()
                        .iterable(letters)
                        .filter(letter -> wanted.isEmpty() || wanted.contains(letter.id()))
                        .onItem()
                        .transformToUniAndConcatenate(letter -> box.requeue(route, letter))
                        .collect()
                        .asList())
                .map(DeadLetterResource::report));
    }

    private static RequeueReport report(List<Requeued> all) {
        List<Refusal> refused = all.stream()
                .filter(each -> each.refused().isPresent())
                .map(each -> new Refusal(each.id(), each.refused().orElse("")))
                .toList();
        return new RequeueReport(all.size() - refused.size(), refused);
    }

    /** Throws away those named in {@code ids}, or without a body the oldest 1000. */
    @POST
    @Path("discard")
    public Uni<DiscardReport> discard(@PathParam("id") String id, @Nullable JsonNode body) {
        known(id);
        List<String> wanted = ids(body);
        Uni<List<String>> doomed = wanted.isEmpty()
                ? box.page(id, "0-0", MOST)
                        .map(letters -> letters.stream().map(Letter::id).toList())
                : Uni.createFrom().item(wanted);
        return answered(doomed.chain(ids -> box.discard(id, ids))).map(DiscardReport::new);
    }

    private static <T> Uni<T> answered(Uni<T> call) {
        return call.onFailure()
                .transform(failure -> failure instanceof ProblemException
                        ? failure
                        : ProblemException.unavailable("dead letters cannot be reached now", RETRY));
    }

    private static List<String> ids(@Nullable JsonNode body) {
        if (body == null || !body.hasNonNull("ids")) {
            return List.of();
        }
        if (!body.get("ids").isArray() || body.get("ids").size() > MOST) {
            throw ProblemException.badField("ids", "must be a list of at most " + MOST);
        }
        return body.get("ids")
                .valueStream()
                .map(each -> position("ids", each.asText()))
                .toList();
    }

    private static String position(String field, String id) {
        try {
            return Position.parse(id).toString();
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField(field, String.valueOf(e.getMessage()));
        }
    }

    private RelayRun known(String id) {
        return relays.named(id)
                .orElseThrow(() -> ProblemException.notFound("no route from stream to stream has this id: " + id));
    }
}
