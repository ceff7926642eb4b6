// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The streams of one Redis and who reads them, as the server says. */
@ApplicationScoped
class RedisStreamCatalogue {

    private static final String PREFIX = "ballast:stream:";
    private static final String BEGIN = "0";

    /** Larger than any Redis of this suite has; what is beyond is left out. */
    private static final int MOST = 1000;

    /** @param length entries it has now; {@code first} and {@code last} are their ends, null where there are none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StreamView(
            String key,
            String topic,
            long length,
            @Nullable String first,
            @Nullable String last,
            String lastGeneratedId,
            List<GroupView> groups) {}

    record GroupView(String name, long consumers, long pending, String lastDeliveredId) {}

    Uni<List<StreamView>> all(RedisEnd redis) {
        return keys(redis, BEGIN, new TreeSet<>()).chain(keys -> Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> view(redis, key))
                .collect()
                .asList());
    }

    private static Uni<TreeSet<String>> keys(RedisEnd redis, String cursor, TreeSet<String> found) {
        return redis.ask(List.of(
                        request(Command.SCAN, cursor, "MATCH", PREFIX + "*", "COUNT", "1000", "TYPE", "stream")))
                .chain(replies -> {
                    Response page = replies.getFirst();
                    page.get(1).forEach(key -> found.add(key.toString()));
                    String next = page.get(0).toString();
                    return next.equals(BEGIN) || found.size() >= MOST
                            ? Uni.createFrom().item(found)
                            : keys(redis, next, found);
                });
    }

    private static Uni<StreamView> view(RedisEnd redis, String key) {
        return redis.ask(List.of(request(Command.XINFO, "STREAM", key), request(Command.XINFO, "GROUPS", key)))
                .map(replies -> {
                    Response stream = replies.get(0);
                    List<GroupView> groups = new ArrayList<>();
                    replies.get(1).forEach(group -> groups.add(group(group)));
                    return new StreamView(
                            key,
                            key.substring(PREFIX.length()),
                            Long.parseLong(RedisRelayReplies.field(stream, "length")),
                            end(RedisRelayReplies.member(stream, "first-entry")),
                            end(RedisRelayReplies.member(stream, "last-entry")),
                            RedisRelayReplies.field(stream, "last-generated-id"),
                            groups);
                });
    }

    private static GroupView group(Response group) {
        return new GroupView(
                RedisRelayReplies.field(group, "name"),
                Long.parseLong(RedisRelayReplies.field(group, "consumers")),
                Long.parseLong(RedisRelayReplies.field(group, "pending")),
                RedisRelayReplies.field(group, "last-delivered-id"));
    }

    private static @Nullable String end(@Nullable Response entry) {
        return entry == null || entry.size() == 0 ? null : entry.get(0).toString();
    }
}
