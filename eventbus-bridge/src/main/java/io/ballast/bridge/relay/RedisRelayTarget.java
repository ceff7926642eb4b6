// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.ballast.common.redis.RedisDedicated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;

/**
 * The stream written to; beside it a hash with the mark and the highest epoch that claimed it, and a ledger with a row
 * for each commit. All change in one script, which Redis runs, replicates and keeps in its append-only file as one.
 *
 * <p>A script that fails half-way is not undone. So whatever could forbid a write (rights, memory, the type of a key) is
 * met by a write that changes nothing before the first entry is appended. The entries of a commit have ids that follow
 * one another, so that the ledger knows each without naming it.
 */
final class RedisRelayTarget implements RelayTarget {

    private static final String FENCE =
            """
            local fence = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
            if fence > tonumber(ARGV[1]) then return {'fenced', ''} end
            """;

    private static final RedisRelayScript CLAIM = new RedisRelayScript(
            FENCE
                    + """
            redis.call('HSET', KEYS[1], 'epoch', ARGV[1])
            return {'at', redis.call('HGET', KEYS[1], 'position') or ''}""");

    private static final RedisRelayScript COMMIT = new RedisRelayScript(
            FENCE
                    + """
            local at = redis.call('HGET', KEYS[1], 'position') or ''
            if at ~= ARGV[2] then return {'elsewhere', at} end
            redis.call('HSET', KEYS[1], 'epoch', ARGV[1])
            redis.call('XTRIM', KEYS[3], 'MAXLEN', '~', ARGV[6])
            local i, count, first, ms, seq = 7, 0, '', '', 0
            while i <= #ARGV do
              local n, id = tonumber(ARGV[i]), '*'
              if count > 0 and first ~= '' then id = ms .. '-' .. (seq + count) end
              id = redis.call('XADD', KEYS[2], id, unpack(ARGV, i + 1, i + n))
              if count == 0 then
                ms, seq = string.match(id, '(%d+)-(%d+)')
                seq = tonumber(seq)
                if seq < 1e13 then first = id end -- beyond that a Lua number is no exact text
              end
              count = count + 1
              i = i + n + 1
            end
            if count > 0 then
              redis.call('XADD', KEYS[3], '*', 'from', ARGV[4], 'to', ARGV[3], 'first', first, 'count', count,
                  'hashes', ARGV[5])
              redis.call('HINCRBY', KEYS[1], 'delivered', count)
            end
            redis.call('HSET', KEYS[1], 'position', ARGV[3])
            return {'at', ARGV[3], count}""");

    private final Lane lane;
    private final RedisConnection connection;
    private final Duration limit;
    private final int ledgerRows;

    RedisRelayTarget(Lane lane, RedisConnection connection, Duration limit, int ledgerRows) {
        this.lane = lane;
        this.connection = connection;
        this.limit = limit;
        this.ledgerRows = ledgerRows;
    }

    @Override
    public Uni<Outcome> claim(long epoch) {
        return RedisEnd.limited(
                        CLAIM.run(connection, List.of(lane.positionKey()), call -> call.arg(Long.toString(epoch))),
                        limit)
                .map(reply -> outcome(reply, 0));
    }

    @Override
    public Uni<Outcome> commit(long epoch, Commit commit) {
        return RedisEnd.limited(
                        COMMIT.run(
                                connection,
                                List.of(lane.positionKey(), lane.targetKey(), lane.ledgerKey()),
                                call -> arguments(call, epoch, commit)),
                        limit)
                .map(reply -> outcome(reply, commit.entries().size()));
    }

    private void arguments(Request call, long epoch, Commit commit) {
        call.arg(Long.toString(epoch))
                .arg(commit.expected())
                .arg(commit.next().text())
                .arg(commit.from().text())
                .arg(commit.hashes())
                .arg(Integer.toString(ledgerRows));
        for (List<byte[]> entry : commit.entries()) {
            call.arg(Integer.toString(entry.size()));
            entry.forEach(call::arg);
        }
    }

    @Override
    public Uni<Boolean> carried(Position at, String hash) {
        return carried(at, hash, "+");
    }

    /** From the newest row backwards, some at a time. */
    private Uni<Boolean> carried(Position at, String hash, String end) {
        return RedisEnd.limited(
                        connection.send(
                                RedisEnd.request(Command.XREVRANGE, lane.ledgerKey(), end, "-", "COUNT", "1000")),
                        limit)
                .map(RedisRelayReplies::range)
                .chain(rows -> {
                    boolean found = rows.stream()
                            .filter(LedgerRow::auditable)
                            .map(LedgerRow::of)
                            .anyMatch(row -> row.carried(at, hash));
                    return found || rows.isEmpty()
                            ? Uni.createFrom().item(found)
                            : carried(at, hash, "(" + rows.getLast().at());
                });
    }

    @Override
    public Uni<Void> probe() {
        return RedisEnd.limited(RedisDedicated.probe(connection), limit);
    }

    /** Only what this script answers, and with the number of entries it was given, counts as written. */
    private static Outcome outcome(Response reply, int expected) {
        String value = reply.get(1).toString();
        return switch (reply.get(0).toString()) {
            case "at" -> {
                if (reply.size() > 2 && reply.get(2).toInteger() != expected) {
                    throw new IllegalStateException("unexpected reply: " + reply);
                }
                yield new Outcome.At(value);
            }
            case "elsewhere" -> new Outcome.Elsewhere(value);
            case "fenced" -> new Outcome.Fenced();
            default -> throw new IllegalStateException("unexpected reply: " + reply);
        };
    }
}
