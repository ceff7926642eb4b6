// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.feed;

import io.ballast.common.health.Component;
import io.ballast.common.lease.LeaseHold;
import io.ballast.common.lease.Leases;
import io.ballast.common.link.LinkStats;
import io.ballast.common.redis.RedisTopicConsumer;
import io.ballast.common.redis.RedisTopicConsumers;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This instance's part in reading one feed: a consumer while it holds the lease. Order per account needs one reader;
 * and a redelivered event, one order with what came after it.
 */
final class FeedReading implements Leases.Holder {

    private static final String GROUP = "reconciliation";

    private final Feed feed;
    private final RedisTopicConsumers consumers;
    private final Function<Tenure, FeedHandler> handlers;
    private volatile @Nullable LeaseHold hold;
    private volatile @Nullable FeedHandler handler;
    private volatile List<RedisTopicConsumer> running = List.of();

    FeedReading(Feed feed, RedisTopicConsumers consumers, Function<Tenure, FeedHandler> handlers) {
        this.feed = feed;
        this.consumers = consumers;
        this.handlers = handlers;
    }

    void contend(Leases leases) {
        hold = leases.contend("feed-" + feed.topic().topicName(), this);
    }

    @Override
    public void acquired(long epoch) {
        FeedHandler made = handlers.apply(new Tenure(feed.topic().topicName(), epoch));
        handler = made;
        running = consumers.sole(GROUP, feed.topic(), made, () -> holds(epoch));
        running.forEach(RedisTopicConsumer::start);
    }

    private boolean holds(long epoch) {
        LeaseHold mine = hold;
        return mine == null || mine.epoch().orElse(epoch - 1) == epoch;
    }

    @Override
    public void lost() {
        running.forEach(RedisTopicConsumer::close);
        running = List.of();
    }

    /** As a diagnosis sees it. An instance that waits for the lease works as it should. */
    Component component() {
        FeedHandler last = handler;
        List<LinkStats> links = running.stream().map(RedisTopicConsumer::stats).toList();
        boolean up = links.stream().allMatch(LinkStats::up);
        LinkStats worst = links.stream()
                .filter(link -> link.lastErrorAt() != null)
                .findFirst()
                .orElse(null);
        return new Component(
                "feed-" + feed.topic().topicName(),
                Component.Kind.WORKER,
                links.isEmpty() ? "waiting for its turn" : up ? "reading" : "connecting",
                up,
                null,
                worst == null ? null : worst.lastError(),
                worst == null ? null : worst.lastErrorAt(),
                last == null ? null : last.lastActivity(),
                Map.of());
    }
}
