// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at the suite's Redis from outside. */
public final class RedisStreams implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    public RedisStreams(int port) {
        this.redis = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
    }

    /** The event ids of a topic's entries of that subject, in the stream's order. */
    public List<String> ids(String topic, String subject) {
        return entries(topic).stream()
                .filter(e -> subject.equals(e.get("subject")))
                .map(e -> e.getOrDefault("id", ""))
                .toList();
    }

    /**
     * The data of the newest quote of that subject and venue that has prices: a view whose venues all went stale is
     * withdrawn by a quote without.
     */
    public JsonNode lastQuote(String topic, String subject, String venue) {
        JsonNode last = JSON.createObjectNode();
        for (Map<String, String> entry : entries(topic)) {
            JsonNode data = json(entry.getOrDefault("data", "{}"));
            if (subject.equals(entry.get("subject"))
                    && venue.equals(data.path("venue").asText())
                    && data.hasNonNull("bid")) {
                last = data;
            }
        }
        return last;
    }

    public boolean exists(String key) {
        return send(Request.cmd(Command.EXISTS).arg(key)).toInteger() == 1;
    }

    /** Appends an entry; fails while nobody answers. */
    public void add(String topic, Map<String, String> fields) {
        Request request =
                Request.cmd(Command.XADD).arg("ballast:stream:" + topic).arg("*");
        fields.forEach((name, value) -> request.arg(name).arg(value));
        send(request);
    }

    /** Every entry of a topic that has one stream, as its fields, in order. */
    public List<Map<String, String>> entries(String topic) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (Response entry : send(Request.cmd(Command.XRANGE)
                .arg("ballast:stream:" + topic)
                .arg("-")
                .arg("+"))) {
            Map<String, String> fields = new HashMap<>();
            Response pairs = entry.get(1);
            for (int i = 0; i < pairs.size(); i += 2) {
                fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
            }
            entries.add(fields);
        }
        return entries;
    }

    private Response send(Request request) {
        try {
            return redis.send(request).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer from Redis", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
