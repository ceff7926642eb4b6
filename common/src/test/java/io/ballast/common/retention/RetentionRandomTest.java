// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.retention.NaiveStream.Group;
import io.ballast.common.retention.NaiveStream.Id;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random streams, groups, deliveries, acknowledgements and deletions against {@link NaiveStream}. */
class RetentionRandomTest {

    private static final Duration SHORTLY = Duration.ofSeconds(20);
    private static final int CASES = 200;
    private static final Duration AGE = Duration.ofMinutes(10);

    /** No entry is this close to the limit, so that the time a case takes decides nothing. */
    private static final long UNSURE = 60_000;

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

    @Test
    void whatIsRemovedDroppedAndNotedIsWhatTheNaiveStreamSays() {
        long seed = Long.getLong("ballast.seed", System.nanoTime());
        for (int number = 0; number < CASES; number++) {
            Random random = new Random(seed + number);
            StreamName stream = StreamName.of("ballast:stream:random:{" + number + "}");
            String label = "ballast.seed=" + (seed + number);
            check(label, stream, random, filled(stream, random));
            redis.ask(Command.DEL, stream.key());
        }
    }

    private static void check(String label, StreamName stream, Random random, NaiveStream naive) {
        List<String> byAge = text(naive.keptByAge(redis.now() - AGE.toMillis()));
        trimAll(stream, Long.MAX_VALUE >> 12);
        assertThat(redis.ids(stream.key())).as(label).isEqualTo(byAge);
        if (byAge.size() < 2) {
            return;
        }
        long cap = (long) (redis.bytes(stream.key()) * (0.2 + random.nextDouble()));
        long aged = trimAll(stream, cap); // what nobody needs any more once what was needed before it is dropped
        List<String> left = redis.ids(stream.key());
        int gone = byAge.size() - left.size();
        assertThat(left).as(label).isNotEmpty().isEqualTo(byAge.subList(gone, byAge.size()));
        assertThat(left.size() == 1 || redis.bytes(stream.key()) <= cap)
                .as(label)
                .isTrue();
        Optional<HardCapDrop> noted = streams.noted(stream).await().atMost(SHORTLY);
        assertThat(noted.map(HardCapDrop::count).orElse(0L)).as(label).isEqualTo(gone - aged);
        noted.ifPresent(drop -> {
            assertThat(drop.from()).as(label).isEqualTo(byAge.getFirst());
            assertThat(drop.to()).as(label).isIn(byAge.subList((int) drop.count() - 1, gone));
            assertThat(aged > 0 || drop.to().equals(byAge.get(gone - 1)))
                    .as(label)
                    .isTrue();
            assertThat(lost(drop)).as(label).isEqualTo(naive.lost(ids(byAge.subList(0, gone))));
        });
    }

    private static NaiveStream filled(StreamName stream, Random random) {
        NaiveStream naive = new NaiveStream();
        entries(random, naive);
        List<Request> requests = new ArrayList<>();
        String text = "x".repeat(random.nextInt(400));
        naive.entries.forEach(
                id -> requests.add(StreamRedis.request(Command.XADD, stream.key(), id.toString(), "text", text)));
        for (int g = random.nextInt(4); g > 0; g--) {
            group(stream, random, naive, "g" + g, requests);
        }
        for (Id id : List.copyOf(naive.entries)) {
            if (random.nextInt(40) == 0) {
                requests.add(StreamRedis.request(Command.XDEL, stream.key(), id.toString()));
                naive.entries.remove(id);
            }
        }
        redis.batch(requests);
        return naive;
    }

    private static void entries(Random random, NaiveStream naive) {
        long now = redis.now();
        for (int n = 1 + random.nextInt(500); n > 0; n--) {
            long age = random.nextLong(2 * AGE.toMillis());
            if (Math.abs(age - AGE.toMillis()) > UNSURE) {
                naive.entries.add(new Id(now - age / 1000 * 1000, random.nextInt(12)));
            }
        }
        naive.entries.add(new Id(now, 99));
    }

    /** A group that begins somewhere, was delivered some, and has acknowledged some of these. */
    private static void group(
            StreamName stream, Random random, NaiveStream naive, String name, List<Request> requests) {
        Group group = new Group();
        List<Id> all = List.copyOf(naive.entries);
        int begin = random.nextInt(all.size() + 1);
        int delivered = random.nextInt(all.size() - begin + 1);
        group.lastDelivered = begin == 0 ? group.lastDelivered : all.get(begin - 1);
        requests.add(StreamRedis.request(Command.XGROUP, "CREATE", stream.key(), name, group.lastDelivered.toString()));
        if (delivered > 0) {
            group.lastDelivered = all.get(begin + delivered - 1);
            requests.add(StreamRedis.request(
                    Command.XREADGROUP, "GROUP", name, "c", "COUNT", "" + delivered, "STREAMS", stream.key(), ">"));
        }
        int patience = 1 + random.nextInt(50);
        for (Id id : all.subList(begin, begin + delivered)) {
            if (random.nextInt(patience) == 0) {
                group.pending.add(id);
            } else {
                requests.add(StreamRedis.request(Command.XACK, stream.key(), name, id.toString()));
            }
        }
        naive.groups.put(name, group);
    }

    /** Until nothing changes: a pending entry deleted by hand holds back one step, and no further. */
    private static long trimAll(StreamName stream, long cap) {
        long removed = 0;
        Trimmed step;
        do {
            step = streams.trim(stream, new Limits(AGE, cap), 1).await().atMost(SHORTLY);
            removed += step.removed();
        } while (step.more() || step.removed() > 0);
        return removed;
    }

    private static Map<String, List<Long>> lost(HardCapDrop drop) {
        Map<String, List<Long>> lost = new TreeMap<>();
        drop.groups().forEach((name, group) -> lost.put(name, List.of(group.unread(), group.pending())));
        return lost;
    }

    private static List<String> text(List<Id> ids) {
        return ids.stream().map(Id::toString).toList();
    }

    private static List<Id> ids(List<String> texts) {
        return texts.stream()
                .map(text -> text.split("-"))
                .map(parts -> new Id(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                .toList();
    }
}
