// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import io.ballast.bridge.mapping.Sorter.Verdict;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into a route's dead letters, discards them, or delivers them after all: each at most once. */
@ApplicationScoped
class RedisDeadLetterBox {

    private static final String EVENT = "event.";

    /** Noted beside the stream that is written to, and with the entry: a repeated call finds the note. */
    private static final String DELIVER =
            """
            if redis.call('HSETNX', KEYS[1], ARGV[1], '1') == 0 then return 0 end
            redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
            return 1""";

    private final RedisGateway redis;
    private final RelayEnvironment around;

    RedisDeadLetterBox(RedisGateway redis, RelayEnvironment around) {
        this.redis = redis;
        this.around = around;
    }

    /** One entry that was set aside. */
    record Letter(String id, String cause, int attempts, String topic, String originalId, Map<String, String> event) {}

    /** What became of one: why it cannot be delivered even now, or that it was. */
    record Requeued(String id, Optional<String> refused) {}

    /** @param after id of the last one seen, {@code 0} before the first */
    Uni<List<Letter>> page(String route, String after, int limit) {
        return redis.command(
                        io.vertx.mutiny.redis.client.Command.XRANGE,
                        RedisDeadLetterStream.streamKey(route),
                        "(" + after,
                        "+",
                        "COUNT",
                        Integer.toString(limit))
                .map(reply -> RedisRelayReplies.range(reply).stream()
                        .map(RedisDeadLetterBox::letter)
                        .toList());
    }

    private static Letter letter(SourceEntry entry) {
        Map<String, String> fields = entry.text();
        Map<String, String> event = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(EVENT)) {
                event.put(name.substring(EVENT.length()), value);
            }
        });
        return new Letter(
                entry.at().toString(),
                fields.getOrDefault("cause", ""),
                Integer.parseInt(fields.getOrDefault("attempts", "1")),
                fields.getOrDefault("topic", ""),
                fields.getOrDefault("original_id", ""),
                event);
    }

    /** @return how many of them were there */
    Uni<Long> discard(String route, List<String> ids) {
        List<String> call = new ArrayList<>(List.of(RedisDeadLetterStream.streamKey(route)));
        call.addAll(ids);
        return ids.isEmpty()
                ? Uni.createFrom().item(0L)
                : redis.command(io.vertx.mutiny.redis.client.Command.XDEL, call.toArray(String[]::new))
                        .map(reply -> reply.toLong());
    }

    /** As the route would carry it now; what it would still set aside stays. */
    Uni<Requeued> requeue(RelayRoute route, Letter letter) {
        Optional<Lane> lane = route.lanes().stream()
                .filter(each -> each.topic().equals(letter.topic()))
                .findFirst();
        if (lane.isEmpty()) {
            return refused(letter, "the route does not read this topic any more");
        }
        return switch (lane.get().sorter().judge(letter.event())) {
            case Verdict.Poison(String cause) -> refused(letter, cause);
            case Verdict.Skipped skipped -> done(route, letter);
            case Verdict.Unchanged same -> deliver(lane.get(), letter, letter.event());
            case Verdict.Changed(Map<String, String> fields) -> deliver(lane.get(), letter, fields);
        };
    }

    private Uni<Requeued> deliver(Lane lane, Letter letter, Map<String, String> fields) {
        RelayRoute route = lane.route();
        String notes = RedisKeys.beside(
                "ballast:bridge:requeued", lane.targetKey(), route.id().value());
        List<String> call = new ArrayList<>(List.of(DELIVER, "2", notes, lane.targetKey(), letter.id()));
        fields.forEach((name, value) -> call.addAll(List.of(name, value)));
        RedisEnd target = around.target(lane);
        return target.ask(List.of(request(Command.EVAL, call.toArray(String[]::new))))
                .chain(() -> done(route, letter))
                .call(done -> target.ask(List.of(request(Command.HDEL, notes, letter.id())))
                        .onFailure()
                        .recoverWithItem(List.of()));
    }

    private Uni<Requeued> done(RelayRoute route, Letter letter) {
        return discard(route.id().value(), List.of(letter.id()))
                .replaceWith(new Requeued(letter.id(), Optional.empty()));
    }

    private static Uni<Requeued> refused(Letter letter, String cause) {
        return Uni.createFrom().item(new Requeued(letter.id(), Optional.of(cause)));
    }
}
