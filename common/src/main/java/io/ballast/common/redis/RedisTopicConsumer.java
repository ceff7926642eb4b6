// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * One instance's part in a group of consumers that reads one stream, over a supervised connection of its own. Entries
 * are handled one at a time, in order; those of an instance that died are taken over. Several instances of a group share
 * the stream's entries, so order over all of them holds only while one of them reads: where it matters, the holder of a
 * lease starts its consumer and closes it when the lease is lost: {@link RedisTopicConsumers#sole}.
 */
public final class RedisTopicConsumer {

    /** What every consumer needs to live. */
    record Surroundings(
            RedisConnector servers,
            RedisDeadLetters elsewhere,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {}

    private final Surroundings around;
    private final ConsumerConfig pace;
    private final RedisGroup group;
    private final RedisEntryHandling handling;
    private final BooleanSupplier reads;
    private final Supervisor link;

    /** @param reads asked before each read; a consumer that may not read waits and dials again */
    RedisTopicConsumer(
            Surroundings around,
            ConsumerConfig pace,
            RedisGroup group,
            RedisEntryHandling handling,
            BooleanSupplier reads) {
        this.around = around;
        this.pace = pace;
        this.group = group;
        this.handling = handling;
        this.reads = reads;
        RedisConfig config = around.config();
        String name = "redis-consumer-" + group.group() + "-" + group.stream();
        this.link = new Supervisor(
                name,
                this::dial,
                RedisLinkSettings.asking(config),
                around.time(),
                around.timer(),
                new SplittableRandom(),
                state -> {});
        LinkMeters.watch(link, around.meters());
    }

    public void start() {
        link.start();
    }

    /** Ends it for good; what it holds is taken over by another. */
    public void close() {
        link.close();
    }

    public LinkStats stats() {
        return link.stats();
    }

    private Dialer.Connection dial(Attempt attempt) {
        RedisGroupReader reader = new RedisGroupReader(attempt, group, handling, around, pace, reads);
        around.servers().open(group.stream()).subscribe().with(reader::connected, reader::failed);
        return reader;
    }
}
