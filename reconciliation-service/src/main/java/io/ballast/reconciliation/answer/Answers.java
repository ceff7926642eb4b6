// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.cache.Body;
import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

    private final TwoLevelCache cache;
    private final Database database;
    private final ObjectMapper mapper;
    private final TimeSource time;

    Answers(TwoLevelCache cache, Database database, ObjectMapper mapper, TimeSource time) {
        this.cache = cache;
        this.database = database;
        this.mapper = mapper;
        this.time = time;
    }

    /** As the other one, kept for the five seconds that the contract gives to where things stand now. */
    public Uni<Response> answer(CacheKey key, Request request, Supplier<? extends Uni<?>> loader) {
        return answer(key, TTL, request, loader);
    }

    /**
     * The answer under {@code key}, loaded from a source that has seen its last invalidation, or 304 if the caller has it already.
     *
     * @param loader computes it; runs on the context of the caller for whom it is computed
     */
    public Uni<Response> answer(CacheKey key, Duration ttl, Request request, Supplier<? extends Uni<?>> loader) {
        return cache.body(key, ttl, freshness -> {
                    freshness.walPosition().ifPresent(position -> demand(key.value(), position));
                    return loader.get().map(this::json);
                })
                .map(body -> response(body, request));
    }

    void hear(@Observes StartupEvent event) {
        cache.onPosition(this::demand);
    }

    /** What is loaded for the key's user from now on must have seen that place in the log. */
    private void demand(String key, String walPosition) {
        CacheKeys.user(key).ifPresent(user -> database.atLeast(user, walPosition));
    }

    private byte[] json(Object view) {
        try {
            return mapper.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response response(Body body, Request request) {
        EntityTag tag = new EntityTag(body.tag(EntityTags::of));
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response =
                known != null ? known : Response.ok(body.bytes(), MediaType.APPLICATION_JSON_TYPE);
        return response.tag(tag)
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "private, max-age=" + body.timeLeft(time.nanos()).toSeconds())
                .header("X-Cache", body.hit() ? "hit" : "miss")
                .build();
    }
}
