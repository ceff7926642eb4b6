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
 * A script for some entries of one stream: those beyond the number that the producer reached there are appended, and
 * that number moves with them. So a batch that is tried again, or that a frozen server carries out long after its
 * connection was given up, appends nothing twice.
 */
@ApplicationScoped
class RedisIdempotentPublisher implements IdempotentPublisher {

    /** Entries of one script. The server works on the first of them while the client still writes the next. */
    private static final int SCRIPT = 50;

    private static final String REMEMBERED = Long.toString(Duration.ofDays(1).toMillis());

    /**
     * Arguments: how long to remember; the number that must have been reached before, so that after a script that failed
     * none behind it makes its entries look done; then for each entry its number, how many texts follow, and these.
     */
    private static final String APPEND =
            """
            local reached = redis.call('GET', KEYS[2])
            local last = tonumber(reached or '-1')
            if last < tonumber(ARGV[2]) then
              return redis.error_reply('ERR the entries before these are missing')
            end
            local at, appended = 3, 0
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
        streams.forEach((stream, batch) -> {
            long before = -1;
            for (int at = 0; at < batch.size(); at += SCRIPT) {
                List<Numbered> some = batch.subList(at, Math.min(at + SCRIPT, batch.size()));
                requests.add(append(producer, stream, before, some));
                before = some.getLast().number();
            }
        });
        return redis.batch(requests)
                .invoke(() -> outgoing.published(
                        streams.values().stream().flatMap(List::stream).map(Numbered::topic)))
                .replaceWithVoid();
    }

    static Request append(String producer, String stream, long before, List<Numbered> batch) {
        Request request = Request.cmd(Command.EVAL)
                .arg(APPEND)
                .arg("2")
                .arg(stream)
                .arg(RedisKeys.beside("ballast:producer", stream, producer))
                .arg(REMEMBERED)
                .arg(Long.toString(before));
        for (Numbered each : batch) {
            Map<String, String> fields = EventFields.encode(each.event());
            request.arg(Long.toString(each.number())).arg(Integer.toString(2 * fields.size()));
            fields.forEach((field, value) -> request.arg(field).arg(value));
        }
        return request;
    }
}
