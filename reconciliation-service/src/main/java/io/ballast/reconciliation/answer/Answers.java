// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.cache.JsonCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Answers a query from the cache or, on a miss or without a cache, from its loader. */
@ApplicationScoped
public class Answers {

    private static final Duration TTL = Duration.ofSeconds(5);

    private final JsonCache cache;
    private final ObjectMapper mapper;

    Answers(JsonCache cache, ObjectMapper mapper) {
        this.cache = cache;
        this.mapper = mapper;
    }

    /**
     * The answer under {@code key}, or 304 if the caller has it already.
     *
     * @param loader computes it; runs on the caller's context even if the cache gave up on another thread
     */
    public Uni<Response> answer(String key, Request request, Supplier<? extends Uni<?>> loader) {
        Context context = Vertx.currentContext();
        return cache.get(key, TTL, () -> on(context, loader).map(this::json)).map(entry -> response(entry, request));
    }

    private static Uni<Object> on(Context context, Supplier<? extends Uni<?>> loader) {
        Uni<Object> loaded = Uni.createFrom().deferred(() -> loader.get().map(view -> (Object) view));
        return Vertx.currentContext() == context
                ? loaded
                : loaded.runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private String json(Object view) {
        try {
            return mapper.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response response(JsonCache.Entry entry, Request request) {
        EntityTag tag = EntityTags.of(entry.json());
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response =
                known != null ? known : Response.ok(entry.json(), MediaType.APPLICATION_JSON_TYPE);
        return response.tag(tag)
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "private, max-age=" + entry.timeLeft().toSeconds())
                .header("X-Cache", entry.hit() ? "hit" : "miss")
                .build();
    }
}
