// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.bridge.delivery.Position;
import io.ballast.common.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lane's ledger, and what it is compared with; over connections that are not the lane's own. */
final class RedisLedger {

    /** Once for each hole; a false entry is taken away in the same step. */
    private static final String REPAIR =
            """
            if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return redis.call('HGET', KEYS[1], ARGV[1]) end
            if #ARGV == 2 then return ARGV[2] end
            redis.call('XDEL', KEYS[2], ARGV[1])
            local id = redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. id)
            return ARGV[2] .. id""";

    private final Lane lane;
    private final RedisEnd source;
    private final RedisEnd target;

    RedisLedger(Lane lane, RelayEnvironment around) {
        this.lane = lane;
        this.source = around.source(lane);
        this.target = around.target(lane);
    }

    private String foundKey() {
        return RedisKeys.beside(
                "ballast:bridge:holes", lane.targetKey(), lane.route().id() + ":" + lane.stream());
    }

    /** Rows from {@code before} backwards, newest first; {@code +} for the newest. */
    Uni<List<SourceEntry>> newest(String before, int most) {
        return target.ask(List.of(
                        request(Command.XREVRANGE, lane.ledgerKey(), before, "-", "COUNT", Integer.toString(most))))
                .map(replies -> RedisRelayReplies.range(replies.getFirst()));
    }

    /** What the target has where these commits wrote. */
    Uni<List<List<SourceEntry>>> contents(List<LedgerRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(List.of())
                : target.ask(rows.stream().map(this::range).toList())
                        .map(replies ->
                                replies.stream().map(RedisRelayReplies::range).toList());
    }

    private Request range(LedgerRow row) {
        return request(
                Command.XRANGE,
                lane.targetKey(),
                row.first().toString(),
                row.last().toString());
    }

    /** The holes in these commits. */
    Uni<List<Hole>> holes(List<LedgerRow> rows) {
        List<Request> ranges = new ArrayList<>(rows.stream().map(this::range).toList());
        ranges.add(request(Command.XRANGE, lane.targetKey(), "-", "+", "COUNT", "1"));
        return target.ask(ranges).map(replies -> {
            List<SourceEntry> first = RedisRelayReplies.range(replies.getLast());
            Position oldest =
                    first.isEmpty() ? Position.START : first.getFirst().at();
            List<Hole> holes = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                holes.addAll(LedgerCheck.holes(rows.get(i), RedisRelayReplies.range(replies.get(i)), oldest));
            }
            return holes;
        });
    }

    /** What belongs into the hole, if the source still has it. */
    Uni<Optional<SourceEntry>> filling(Hole hole) {
        return source.ask(List.of(request(
                        Command.XRANGE,
                        lane.stream(),
                        "(" + hole.row().from(),
                        hole.row().to().toString())))
                .map(replies -> LedgerCheck.filling(hole, RedisRelayReplies.range(replies.getFirst()), lane.sorter()));
    }

    /** Appends what belongs there, marked as {@code repairof}, or notes that it is lost; each hole once. */
    Uni<String> settle(Hole hole, Optional<SourceEntry> filling) {
        String known =
                hole.kind() + "|" + filling.map(entry -> entry.at().toString()).orElse("") + "|";
        io.vertx.redis.client.Request call = io.vertx.redis.client.Request.cmd(Command.EVAL)
                .arg(REPAIR)
                .arg("2")
                .arg(foundKey())
                .arg(lane.targetKey())
                .arg(hole.id().toString())
                .arg(known);
        filling.ifPresent(entry -> {
            entry.fields().forEach(call::arg);
            call.arg("repairof").arg(hole.id().toString());
        });
        return target.ask(List.of(Request.newInstance(call)))
                .map(replies -> replies.getFirst().toString());
    }

    /** Every hole ever found. */
    Uni<List<AuditResource.Finding>> findings() {
        return target.ask(List.of(request(Command.HGETALL, foundKey())))
                .map(replies -> RedisRelayReplies.names(replies.getFirst()).stream()
                        .sorted()
                        .map(id -> finding(id, RedisRelayReplies.field(replies.getFirst(), id)))
                        .toList());
    }

    /** @param kept {@code kind|original id|id of the repair} */
    private static AuditResource.Finding finding(String id, String kept) {
        String[] parts = kept.split("\\|", 3);
        return new AuditResource.Finding(
                id, parts[0], parts[1].isEmpty() ? null : parts[1], parts[2].isEmpty() ? null : parts[2]);
    }
}
