// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.lease.FencedException;
import io.ballast.common.retention.HardCapDrop.Lost;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a step removes, keeps and notes, in a real Redis. */
class RedisRetainedStreamsTest {

    private static final Duration SHORTLY = Duration.ofSeconds(20);
    private static final String KEY = "ballast:stream:market.trades";
    private static final StreamName STREAM = StreamName.of(KEY);
    private static final Limits BY_AGE = new Limits(Duration.ofMinutes(15), Long.MAX_VALUE >> 12);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String KILOBYTE = "x".repeat(1000);

    private static StreamRedis redis;
    private static RedisRetainedStreams streams;

    @BeforeAll
    static void start() {
        redis = new StreamRedis();
        streams = redis.streams();
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.ask(Command.FLUSHALL);
    }

    @Test
    void whatIsPastItsAgeGoesAndTheRestStays() {
        long now = redis.now();
        redis.add(KEY, now - HOUR, 250, "old");
        List<String> young = redis.add(KEY, now, 30, "young");
        assertThat(trimAll(BY_AGE)).isEqualTo(250);
        assertThat(redis.ids(KEY)).isEqualTo(young);
    }

    @Test
    void nothingThatASlowGroupHasNotReadGoes() {
        List<String> old = redis.add(KEY, redis.now() - HOUR, 250, "old");
        redis.group(KEY, "quick", "$");
        redis.group(KEY, "slow", "0");
        redis.deliver(KEY, "slow", 100);
        redis.acknowledge(KEY, "slow", old.subList(0, 100));
        assertThat(trim(BY_AGE).heldBy()).hasValue("slow");
        assertThat(redis.ids(KEY)).isEqualTo(old.subList(100, 250));
    }

    @Test
    void aDeadGroupKeepsEverythingItHasNotRead() {
        List<String> old = redis.add(KEY, redis.now() - HOUR, 250, "old");
        redis.group(KEY, "dead", "0"); // no consumer ever came
        assertThat(trim(BY_AGE).heldBy()).hasValue("dead");
        assertThat(redis.ids(KEY)).isEqualTo(old);
    }

    @Test
    void anOldEntryThatIsPendingStaysUntilItIsAcknowledged() {
        List<String> old = redis.add(KEY, redis.now() - HOUR, 250, "old");
        redis.group(KEY, "group", "0");
        redis.deliver(KEY, "group", 250);
        redis.acknowledge(KEY, "group", old.subList(0, 180));
        redis.acknowledge(KEY, "group", old.subList(181, 250));
        assertThat(trim(BY_AGE).heldBy()).hasValue("group");
        assertThat(redis.ids(KEY)).isEqualTo(old.subList(180, 250));
        redis.acknowledge(KEY, "group", old.subList(180, 181));
        assertThat(trim(BY_AGE).heldBy()).isEmpty();
        assertThat(redis.ids(KEY)).isEmpty();
    }

    @Test
    void whatAGroupStillHasPendingButIsGoneHoldsNothingBack() {
        List<String> old = redis.add(KEY, redis.now() - HOUR, 50, "old");
        redis.group(KEY, "group", "0");
        redis.deliver(KEY, "group", 50);
        redis.acknowledge(KEY, "group", old.subList(10, 50));
        redis.ask(Command.XTRIM, KEY, "MINID", old.get(10)); // as the hard cap does
        trim(BY_AGE);
        assertThat(redis.ids(KEY)).isEmpty();
    }

    @Test
    void beyondTheHardCapTheOldestGoAndTheNoteSaysExactlyWhatWasLost() {
        List<String> all = redis.add(KEY, redis.now() - HOUR, 1000, KILOBYTE);
        redis.group(KEY, "slow", "0");
        redis.deliver(KEY, "slow", 100);
        redis.acknowledge(KEY, "slow", all.subList(0, 40));
        redis.group(KEY, "dead", "0");
        redis.group(KEY, "done", "$");
        long cap = redis.bytes(KEY) / 2;
        Limits limits = new Limits(Duration.ofMinutes(15), cap);

        assertThat(trimAll(limits)).isZero();

        List<String> left = redis.ids(KEY);
        int gone = all.size() - left.size();
        assertThat(left).isEqualTo(all.subList(gone, all.size()));
        assertThat(redis.bytes(KEY)).isBetween(cap * 9 / 10, cap);
        HardCapDrop drop = noted();
        assertThat(drop.stream()).isEqualTo(KEY);
        assertThat(drop.from()).isEqualTo(all.getFirst());
        assertThat(drop.to()).isEqualTo(all.get(gone - 1));
        assertThat(drop.count()).isEqualTo(gone);
        assertThat(drop.bytes()).isGreaterThan(cap);
        assertThat(drop.limit()).isEqualTo(cap);
        assertThat(drop.groups()).containsOnlyKeys("slow", "dead");
        assertThat(drop.groups()).hasEntrySatisfying("slow", slow -> {
            assertThat(slow.pending()).isEqualTo(60);
            assertThat(slow.unread()).isEqualTo(gone - 100);
            assertThat(slow.idleMillis()).isBetween(0L, 20_000L);
        });
        assertThat(drop.groups()).containsEntry("dead", new Lost(gone, 0, -1));
    }

    @Test
    void beforeTheHardCapNothingOfASlowGroupGoesAndNothingIsNoted() {
        List<String> all = redis.add(KEY, redis.now() - HOUR, 1000, KILOBYTE);
        redis.group(KEY, "slow", "0");
        trimAll(new Limits(Duration.ofMinutes(15), redis.bytes(KEY)));
        assertThat(redis.ids(KEY)).isEqualTo(all);
        assertThat(streams.noted(STREAM).await().atMost(SHORTLY)).isEmpty();
    }

    @Test
    void theNoteStaysUntilItIsRemovedAndGrowsWithFurtherDrops() {
        List<String> all = redis.add(KEY, redis.now(), 1000, KILOBYTE);
        redis.group(KEY, "group", "0");
        trimAll(new Limits(BY_AGE.age(), redis.bytes(KEY) / 2));
        HardCapDrop first = noted();
        trimAll(new Limits(BY_AGE.age(), redis.bytes(KEY) / 2));
        HardCapDrop both = noted();
        int gone = all.size() - redis.ids(KEY).size();
        assertThat(both.from()).isEqualTo(first.from());
        assertThat(both.to()).isEqualTo(all.get(gone - 1)).isNotEqualTo(first.to());
        assertThat(both.count()).isEqualTo(gone);
        assertThat(both.groups()).containsEntry("group", new Lost(gone, 0, -1));
        streams.announced(STREAM, 1).await().atMost(SHORTLY);
        assertThat(streams.noted(STREAM).await().atMost(SHORTLY)).isEmpty();
    }

    @Test
    void theNewestEntryStaysHoweverBigItIs() {
        List<String> all = redis.add(KEY, redis.now(), 5, "x".repeat(100_000));
        trimAll(new Limits(BY_AGE.age(), 1000));
        assertThat(redis.ids(KEY)).containsExactly(all.getLast());
        assertThat(noted().count()).isEqualTo(4);
    }

    @Test
    void whoWasSucceededTrimsNothing() {
        redis.add(KEY, redis.now() - HOUR, 10, "old");
        streams.trim(STREAM, new Limits(Duration.ofDays(1), BY_AGE.maxBytes()), 8)
                .await()
                .atMost(SHORTLY);
        assertThatThrownBy(() -> streams.trim(STREAM, BY_AGE, 7).await().atMost(SHORTLY))
                .isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> streams.announced(STREAM, 7).await().atMost(SHORTLY))
                .isInstanceOf(FencedException.class);
        assertThat(redis.ids(KEY)).hasSize(10);
    }

    @Test
    void trimmingGoesOnWhenRedisIsOutOfMemory() {
        redis.add(KEY, redis.now() - HOUR, 1000, KILOBYTE);
        redis.group(KEY, "dead", "0");
        long cap = redis.bytes(KEY) / 2;
        redis.ask(Command.CONFIG, "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> redis.ask(Command.SET, "k", "v")).hasMessageContaining("OOM");
            trimAll(new Limits(BY_AGE.age(), cap));
        } finally {
            redis.ask(Command.CONFIG, "SET", "maxmemory", "0");
        }
        assertThat(redis.bytes(KEY)).isLessThanOrEqualTo(cap);
        assertThat(noted().groups()).containsOnlyKeys("dead");
    }

    @Test
    void manyAreRemovedInStepsSoThatOthersAreServedBetween() {
        redis.add(KEY, redis.now() - HOUR, 25_000, "old");
        assertThat(trim(BY_AGE))
                .satisfies(step -> assertThat(step.removed()).isBetween(9_000L, 10_000L))
                .returns(true, Trimmed::more);
        assertThat(trimAll(BY_AGE)).isBetween(15_000L, 16_000L);
    }

    @Test
    void shardsAndDeadLettersAreFound() {
        redis.add("ballast:stream:market.quotes:{1}", 1, 1, "x");
        redis.add("ballast:stream:dlq:push", 1, 1, "x");
        redis.add(KEY, 1, 1, "x");
        redis.ask(Command.SET, "ballast:stream:no.stream", "x");
        for (int i = 0; i < 5000; i++) {
            redis.links()
                    .gateway()
                    .command(Command.SET, "k" + i, "x")
                    .subscribe()
                    .with(ok -> {});
        }
        assertThat(streams.all().await().atMost(SHORTLY))
                .extracting(StreamName::key)
                .doesNotHaveDuplicates()
                .contains("ballast:stream:market.quotes:{1}", "ballast:stream:dlq:push", KEY)
                .doesNotContain("ballast:stream:no.stream");
    }

    @Test
    void whatIsNotThereIsNothingToDo() {
        assertThat(trim(BY_AGE).more()).isFalse();
    }

    private static Trimmed trim(Limits limits) {
        return streams.trim(STREAM, limits, 1).await().atMost(SHORTLY);
    }

    /** @return how many were removed for their age */
    private static long trimAll(Limits limits) {
        long removed = 0;
        Trimmed step;
        do {
            step = trim(limits);
            removed += step.removed();
        } while (step.more());
        return removed;
    }

    private static HardCapDrop noted() {
        return streams.noted(STREAM).await().atMost(SHORTLY).orElseThrow();
    }
}
