// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.EventFields;
import io.ballast.common.events.IdempotentPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One script for each stream and batch: entries beyond the number that the producer reached there are appended, and
 * that number moves with them. So a batch that is tried again, or that a frozen server carries out long after its
 * connection was given up, appends nothing twice.
 */
@ApplicationScoped
class RedisIdempotentPublisher implements IdempotentPublisher {

    private static final String REMEMBERED = Long.toString(Duration.ofDays(1).toMillis());

    /** Arguments: how long to remember; then for each entry its number, how many texts follow, and these. */
    private static final String APPEND =
            """
            local reached = redis.call('GET', KEYS[2])
            local last = tonumber(reached or '-1')
            local at, appended = 2, 0
            while at < #ARGV do
              local texts = tonumber(ARGV[at + 1])
              local number = tonumber(ARGV[at])
              if number > last then
                redis.call('XADD', KEYS[1], '*', unpack(ARGV, at + 2, at + 1 + texts))
                last, reached, appended = number, ARGV[at], appended + 1
              end
              at = at + 2 + texts
            end
            redis.call('SET', KEYS[2], reached, 'PX', ARGV[1])
            return appended
            """;

    private final RedisGateway redis;
    private final RedisOutgoing outgoing;

    RedisIdempotentPublisher(RedisGateway redis, MeterRegistry meters) {
        this.redis = redis;
        this.outgoing = new RedisOutgoing(meters);
    }

    @Override
    public Uni<Void> publish(String producer, List<Numbered> events) {
        Map<String, List<Numbered>> streams = new LinkedHashMap<>();
        for (Numbered each : events) {
            if (outgoing.fits(each.topic(), each.event())) {
                String stream = each.topic().shards().keyOf(each.event().subject());
                streams.computeIfAbsent(stream, key -> new ArrayList<>()).add(each);
            }
        }
        if (streams.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Request> requests = new ArrayList<>();
        streams.forEach((stream, batch) -> requests.add(append(producer, stream, batch)));
        return redis.batch(requests)
                .invoke(() ->
                        streams.values().forEach(batch -> batch.forEach(each -> outgoing.published(each.topic()))))
                .replaceWithVoid();
    }

    private static Request append(String producer, String stream, List<Numbered> batch) {
        Request request = Request.cmd(Command.EVAL)
                .arg(APPEND)
                .arg("2")
                .arg(stream)
                .arg(marker(producer, stream))
                .arg(REMEMBERED);
        for (Numbered each : batch) {
            Map<String, String> fields = EventFields.encode(each.event());
            request.arg(Long.toString(each.number())).arg(Integer.toString(2 * fields.size()));
            fields.forEach((field, value) -> request.arg(field).arg(value));
        }
        return request;
    }

    /** In the stream's own slot of a cluster. */
    private static String marker(String producer, String stream) {
        String slot = stream.indexOf('{') < 0 ? "{" + stream + "}" : stream;
        return "ballast:producer:" + slot + ":" + producer;
    }
}
