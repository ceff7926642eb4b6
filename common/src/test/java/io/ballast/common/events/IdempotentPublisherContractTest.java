// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.events.IdempotentPublisher.Numbered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every publisher that appends once owes. */
public abstract class IdempotentPublisherContractTest {

    protected abstract IdempotentPublisher publisher();

    /** Ids of the events in the topic, in order. */
    protected abstract List<String> ids(Topic topic);

    protected static Numbered trade(String id, long number) {
        Event event = new Event(
                id,
                "/test",
                "market.trade",
                "A-B",
                Instant.EPOCH,
                null,
                null,
                "{\"venue\":\"v\",\"price\":\"1\",\"size\":\"1\",\"side\":\"buy\",\"trade_id\":\"1\","
                        + "\"venue_time\":\"2026-01-05T12:00:00Z\"}");
        return new Numbered(Topic.MARKET_TRADES, event, number);
    }

    private static Numbered invalidation(String id, long number) {
        Event event = new Event(
                id, "/test", "cache.invalidate", "k", Instant.EPOCH, null, null, "{\"key\":\"k\",\"generation\":1}");
        return new Numbered(Topic.CACHE_INVALIDATIONS, event, number);
    }

    protected static List<Numbered> trades(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(n -> trade("t" + n, n)).toList();
    }

    protected static List<String> names(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(n -> "t" + n).toList();
    }

    private void publish(String producer, List<Numbered> events) {
        publisher().publish(producer, events).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void whatIsSentAgainIsNotAppendedAgain() {
        publish("p", trades(1, 3));
        publish("p", trades(1, 3));
        assertThat(ids(Topic.MARKET_TRADES)).isEqualTo(names(1, 3));
    }

    @Test
    void ofABatchThatBeginsAgainOnlyWhatIsNewIsAppended() {
        publish("p", trades(1, 3));
        publish("p", trades(2, 6));
        assertThat(ids(Topic.MARKET_TRADES)).isEqualTo(names(1, 6));
    }

    @Test
    void producersAndTopicsAreApart() {
        publish("p", List.of(trade("t1", 10), invalidation("i1", 11)));
        publish("q", List.of(trade("t2", 10)));
        publish("p", List.of(invalidation("i1", 11), trade("t3", 12)));
        assertThat(ids(Topic.MARKET_TRADES)).containsExactly("t1", "t2", "t3");
        assertThat(ids(Topic.CACHE_INVALIDATIONS)).containsExactly("i1");
    }

    @Test
    void numbersNeedNotFollowEachOther() {
        publish("p", List.of(trade("t1", 5), trade("t2", 9_007_199_254_740_990L)));
        publish("p", List.of(trade("t2", 9_007_199_254_740_990L), trade("t3", 9_007_199_254_740_991L)));
        assertThat(ids(Topic.MARKET_TRADES)).isEqualTo(names(1, 3));
    }

    @Test
    void nothingToSendIsSentAtOnce() {
        publish("p", List.of());
        assertThat(ids(Topic.MARKET_TRADES)).isEmpty();
    }
}
