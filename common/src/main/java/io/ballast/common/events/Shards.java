// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The streams of one topic. A topic of one shard is the stream {@code ballast:stream:<topic>}; one of several has the
 * streams {@code ballast:stream:<topic>:{<shard>}}, and a subject's events are all in shard CRC-32 (IEEE 802.3, of the
 * subject's UTF-8 bytes, unsigned) modulo {@code count}, so that their order holds.
 *
 * @param count at least 1; the same everywhere
 */
public record Shards(String topic, int count) {

    private static final String PREFIX = "ballast:stream:";

    public Shards {
        if (count < 1) {
            throw new IllegalArgumentException("a topic has at least one shard: " + topic);
        }
    }

    /** The keys of all its streams, by shard. */
    public List<String> keys() {
        return IntStream.range(0, count).mapToObj(this::key).toList();
    }

    /** The key of the stream that has the subject's events. */
    public String keyOf(String subject) {
        return key(count == 1 ? 0 : shardOf(subject));
    }

    private int shardOf(String subject) {
        CRC32 crc = new CRC32();
        crc.update(subject.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % count);
    }

    private String key(int shard) {
        return count == 1 ? PREFIX + topic : PREFIX + topic + ":{" + shard + "}";
    }
}
