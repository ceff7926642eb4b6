// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether both sides of a route hold the same: its newest commits compared now, and every hole ever found. */
@Path("/api/v1/routes/{id}/audit")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {

    private static final int MOST = 1000;

    private final Relays relays;
    private final RelayEnvironment around;

    AuditResource(Relays relays, RelayEnvironment around) {
        this.relays = relays;
        this.around = around;
    }

    /** @param complete whether no hole is open: none found now, and all found before repaired */
    record Audit(String route, boolean complete, List<LaneReport> streams) {}

    /** @param audited entries compared by this instance since it carries the stream */
    record LaneReport(String stream, String target, long audited, List<Window> windows, List<Finding> holes) {}

    /**
     * One commit.
     *
     * @param from source ids, exclusively, to {@code to}
     * @param first target ids, to {@code last}
     */
    record Window(String from, String to, String first, String last, Side source, Side target, boolean complete) {}

    /** @param hash over all entries in order */
    record Side(int count, String hash) {}

    /**
     * An entry that was found missing or altered on the target.
     *
     * @param originalId its id in the source, null where that has it no more
     * @param repairedAs id of the repair on the target, null where it is lost
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Finding(String id, String kind, @Nullable String originalId, @Nullable String repairedAs) {}

    @GET
    public Uni<Audit> audit(@PathParam("id") String id, @QueryParam("limit") @DefaultValue("20") int limit) {
        RelayRun run = relays.named(id)
                .orElseThrow(() -> ProblemException.notFound("no route from stream to stream has this id: " + id));
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badField("limit", "must be 1 to " + MOST);
        }
        List<Uni<LaneReport>> reports =
                run.lanes().stream().map(lane -> report(lane, limit)).toList();
        return Uni.join()
                .all(reports)
                .andFailFast()
                .map(lanes -> new Audit(id, lanes.stream().allMatch(AuditResource::complete), lanes))
                .onFailure()
                .transform(failure ->
                        ProblemException.unavailable("source or target cannot be reached now", Duration.ofSeconds(2)));
    }

    private static boolean complete(LaneReport lane) {
        return lane.windows().stream().allMatch(Window::complete)
                && lane.holes().stream().allMatch(hole -> hole.repairedAs() != null);
    }

    private Uni<LaneReport> report(LaneRun lane, int limit) {
        RedisLedger ledger = new RedisLedger(lane.lane(), around);
        return ledger.newest("+", limit)
                .map(rows -> rows.stream()
                        .filter(LedgerRow::auditable)
                        .map(LedgerRow::of)
                        .toList())
                .chain(rows -> ledger.contents(rows).chain(contents -> ledger.findings()
                        .map(found -> new LaneReport(
                                lane.lane().stream(),
                                lane.lane().targetKey(),
                                lane.audited(),
                                windows(rows, contents, found),
                                found))));
    }

    private static List<Window> windows(List<LedgerRow> rows, List<List<SourceEntry>> contents, List<Finding> found) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> window(rows.get(i), contents.get(i), found))
                .toList();
    }

    private static Window window(LedgerRow row, List<SourceEntry> there, List<Finding> found) {
        String hashes = EntryHash.ofAll(there.stream().map(SourceEntry::fields).toList());
        boolean same = hashes.equals(row.hashes());
        boolean mended = !same
                && there.size()
                                + found.stream()
                                        .filter(hole -> hole.repairedAs() != null && row.has(hole.id()))
                                        .count()
                        == row.count();
        return new Window(
                row.from().toString(),
                row.to().toString(),
                row.first().toString(),
                row.last().toString(),
                new Side(row.count(), EntryHash.ofText(row.hashes())),
                new Side(there.size(), EntryHash.ofText(hashes)),
                same || mended);
    }
}
