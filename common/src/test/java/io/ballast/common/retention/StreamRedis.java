// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.web.JsonConventions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A real Redis with streams to fill, read and look at. */
final class StreamRedis implements AutoCloseable {

    private static final Duration SHORTLY = Duration.ofSeconds(20);

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisLinks links = new RedisLinks(server.url(), new SimpleMeterRegistry());

    StreamRedis() {
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    RedisLinks links() {
        return links;
    }

    RedisRetainedStreams streams() {
        return new RedisRetainedStreams(links.gateway(), json());
    }

    static ObjectMapper json() {
        ObjectMapper mapper = new ObjectMapper();
        new JsonConventions().customize(mapper);
        return mapper;
    }

    /** Pipelined. */
    List<Response> batch(List<Request> requests) {
        return links.gateway().batch(requests).await().atMost(SHORTLY);
    }

    Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(SHORTLY);
    }

    static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    long now() {
        Response time = ask(Command.TIME);
        return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
    }

    /** Adds {@code count} entries, one each millisecond from {@code firstMillis} on, and returns their ids. */
    List<String> add(String stream, long firstMillis, int count, String text) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> firstMillis + i + "-0").toList();
        for (int from = 0; from < count; from += 1000) { // no more fit into the client's queue
            batch(ids.subList(from, Math.min(count, from + 1000)).stream()
                    .map(id -> request(Command.XADD, stream, id, "text", text))
                    .toList());
        }
        return ids;
    }

    void group(String stream, String group, String after) {
        ask(Command.XGROUP, "CREATE", stream, group, after);
    }

    /** Delivers {@code count} entries to a consumer of the group. */
    void deliver(String stream, String group, int count) {
        ask(Command.XREADGROUP, "GROUP", group, "c", "COUNT", Integer.toString(count), "STREAMS", stream, ">");
    }

    void acknowledge(String stream, String group, List<String> ids) {
        List<String> arguments = new ArrayList<>(List.of(stream, group));
        arguments.addAll(ids);
        ask(Command.XACK, arguments.toArray(String[]::new));
    }

    List<String> ids(String stream) {
        List<String> ids = new ArrayList<>();
        for (Response entry : ask(Command.XRANGE, stream, "-", "+")) {
            ids.add(entry.get(0).toString());
        }
        return ids;
    }

    long bytes(String stream) {
        return ask(Command.MEMORY, "USAGE", stream, "SAMPLES", "20").toLong();
    }

    @Override
    public void close() {
        links.close();
        server.close();
    }
}
