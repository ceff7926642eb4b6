// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.link.LinkStats;
import io.ballast.common.redis.RedisTail;
import io.ballast.common.redis.RedisTails;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells every instance which keys to forget, and hears it from the others, through the stream {@code
 * cache.invalidations}. Whenever hearing begins anew everything held here is forgotten, so an outage of any length
 * loses none.
 */
@ApplicationScoped
class Invalidations implements RedisTail.Listener {

    private static final Logger LOG = Logger.getLogger(Invalidations.class);

    private final Announcer announcer;
    private final CacheConfig config;
    private final RedisTail tail;
    private volatile Consumer<String> forget = key -> {};
    private volatile Runnable forgetEverything = () -> {};
    private volatile BiConsumer<String, String> positions = (key, walPosition) -> {};
    private volatile boolean heard;

    Invalidations(Announcer announcer, CacheConfig config, RedisTails tails) {
        this.announcer = announcer;
        this.config = config;
        this.tail = tails.of("redis-invalidation", Topic.CACHE_INVALIDATIONS, this);
    }

    void start(@Observes StartupEvent event) {
        tail.start();
    }

    @PreDestroy
    void stop() {
        tail.close();
    }

    void deliverTo(Consumer<String> oneKey, Runnable everything) {
        this.forget = oneKey;
        this.forgetEverything = everything;
    }

    void tellPositions(BiConsumer<String, String> listener) {
        this.positions = listener;
    }

    /** Whether invalidations of other instances reach this one. */
    boolean heard() {
        return heard;
    }

    LinkStats link() {
        return tail.stats();
    }

    /** Whether Redis may still hold a value that was invalidated here. */
    boolean unconfirmed(String key) {
        return announcer.unconfirmed(key);
    }

    /** Never fails; completes when Redis has confirmed, or is known not to answer. */
    Uni<Void> announce(Collection<String> keys, @Nullable String walPosition) {
        return announcer.announce(keys, walPosition);
    }

    @Override
    public void joined() {
        forgetEverything.run();
        heard = true;
        announcer.retryNow();
    }

    @Override
    public void lost() {
        heard = false;
    }

    @Override
    public void entry(Map<String, String> fields) {
        switch (EventFields.decode(fields)) {
            case EventFields.Decoded.Valid(Event event) -> hear(event);
            case EventFields.Decoded.Invalid(String cause) ->
                LOG.warnf("invalid cache invalidation ignored: cause=%s", cause);
        }
    }

    private void hear(Event event) {
        String key = event.subject();
        if (announcer.mine(event)) {
            return; // carried out before it was announced
        }
        InvalidationData.walPosition(event.data()).ifPresent(position -> positions.accept(key, position));
        forget.accept(key);
        if (!InvalidationData.region(event.data()).orElse(config.region()).equals(config.region())) {
            announcer.carryOut(key).subscribe().with(done -> forget.accept(key));
        }
    }
}
