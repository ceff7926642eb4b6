// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.redis.RedisEntryHandling.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a {@link RedisTopicConsumer}: what this consumer already holds first, then new entries, and in between
 * what others left. One thing at a time, each begun by the end of the one before; while entries are being handled the
 * connection is kept alive, and the entries this consumer's, by renewing them.
 */
final class RedisGroupReader implements Dialer.Connection {

    private static final String NEW = ">";

    private final Attempt attempt;
    private final RedisGroup group;
    private final RedisEntryHandling handling;
    private final RedisTopicConsumer.Surroundings around;
    private final ConsumerConfig pace;
    private final BooleanSupplier reads;
    private volatile @Nullable RedisConnection connection;
    private volatile boolean closed;
    /** Whether nothing is asked of the connection because entries are being handled. */
    private volatile boolean busy = true;
    /** What of the batch is still this consumer's; null until that was asked. */
    private volatile @Nullable Set<String> held;

    private volatile String after = "0";
    private volatile long claimedAt;

    RedisGroupReader(
            Attempt attempt,
            RedisGroup group,
            RedisEntryHandling handling,
            RedisTopicConsumer.Surroundings around,
            ConsumerConfig pace,
            BooleanSupplier reads) {
        this.attempt = attempt;
        this.group = group;
        this.handling = handling;
        this.around = around;
        this.pace = pace;
        this.reads = reads;
    }

    void connected(RedisConnection made) {
        connection = made;
        if (closed) {
            close();
            return;
        }
        made.exceptionHandler(this::failed);
        made.endHandler(() -> attempt.down("connection closed"));
        made.send(group.create())
                .onFailure(RedisGroupReader::isThere)
                .recoverWithNull()
                .subscribe()
                .with(ready -> begin(), this::failed);
    }

    private static boolean isThere(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("BUSYGROUP");
    }

    void failed(Throwable failure) {
        attempt.down(String.valueOf(failure.getMessage()));
    }

    private void begin() {
        attempt.up();
        claimedAt = around.time().nanos();
        keepAlive();
        handling.idle().subscribe().with(done -> next(), this::failed);
    }

    private void next() {
        if (!reads.getAsBoolean()) {
            attempt.down("another instance reads");
            return;
        }
        busy = false;
        if (around.time().nanos() - claimedAt >= pace.claimAfter().toNanos() / 2) {
            claimedAt = around.time().nanos();
            send(group.forget(pace.forgetAfter()))
                    .chain(done -> send(group.claim(pace.claimAfter(), pace.batch())))
                    .subscribe()
                    .with(reply -> deliver(reply == null ? null : reply.get(1)), this::failed);
            return;
        }
        send(group.read(after, pace.batch(), around.config().pingInterval()))
                .subscribe()
                .with(this::heard, this::failed);
    }

    private void heard(@Nullable Response reply) {
        Response entries = null;
        if (reply != null && reply.size() > 0) {
            entries = reply.isMap() ? reply.get(group.stream()) : reply.get(0).get(1); // RESP3 or RESP2
        }
        if (!after.equals(NEW)) { // what this consumer holds, page by page
            after = entries == null || entries.size() == 0
                    ? NEW
                    : entries.get(entries.size() - 1).get(0).toString();
        }
        deliver(entries);
    }

    private void deliver(@Nullable Response entries) {
        busy = true;
        held = null;
        List<Response> batch = entries == null
                ? List.of()
                : StreamSupport.stream(entries.spliterator(), false)
                        .filter(RedisGroupReader::isEntry)
                        .toList();
        step(batch, 0);
    }

    /** Redis 6.2 answers nil for what was claimed but is trimmed. */
    private static boolean isEntry(@Nullable Response entry) {
        return entry != null && entry.size() > 0;
    }

    private void step(List<Response> batch, int at) {
        if (closed) {
            return;
        }
        if (at == batch.size()) {
            next();
            return;
        }
        Response entry = batch.get(at);
        String id = entry.get(0).toString();
        Set<String> mine = held;
        if (mine != null && !mine.contains(id)) {
            step(batch, at + 1); // another took it over meanwhile
        } else if (entry.get(1) == null) {
            handling.trimmed(id);
            settle(group.acknowledge(id), batch, at);
        } else {
            Map<String, String> fields = fields(entry.get(1));
            handling.handle(fields, () -> !closed, outcome -> settle(outcome, id, fields, batch, at));
        }
    }

    private void settle(Outcome outcome, String id, Map<String, String> fields, List<Response> batch, int at) {
        switch (outcome) {
            case Outcome.Handled handled -> settle(group.acknowledge(id), batch, at);
            case Outcome.Refused refused -> {
                handling.setAside(refused, id);
                settle(around.elsewhere().setAside(group, id, fields, refused, this::send), batch, at);
            }
        }
    }

    private void settle(Request request, List<Response> batch, int at) {
        settle(send(request), batch, at);
    }

    private void settle(Uni<@Nullable Response> settling, List<Response> batch, int at) {
        settling.subscribe().with(done -> step(batch, at + 1), this::failed);
    }

    /** Blocking reads tell by themselves that the server lives. */
    private void keepAlive() {
        around.timer().after(around.config().pingInterval(), () -> {
            if (closed) {
                return;
            }
            if (busy) {
                send(group.renew()).subscribe().with(this::renewed, this::failed);
            } else {
                keepAlive();
            }
        });
    }

    private void renewed(@Nullable Response ids) {
        Set<String> mine = new HashSet<>();
        if (ids != null) {
            ids.forEach(id -> mine.add(id.toString()));
        }
        held = mine;
        keepAlive();
    }

    private Uni<@Nullable Response> send(Request request) {
        RedisConnection open = connection;
        return open == null || closed
                ? Uni.createFrom().nothing()
                : open.send(request).invoke(() -> attempt.activity());
    }

    private static Map<String, String> fields(Response pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return fields;
    }

    @Override
    public void close() {
        closed = true;
        RedisConnection open = connection;
        if (open != null) {
            open.closeAndForget();
        }
    }
}
