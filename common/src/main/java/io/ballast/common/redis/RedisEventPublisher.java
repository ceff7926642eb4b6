// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Events as entries of Redis streams. Never trims: retention is the trimmer's work. */
@ApplicationScoped
class RedisEventPublisher implements EventPublisher {

    private final RedisGateway redis;
    private final MeterRegistry meters;

    RedisEventPublisher(RedisGateway redis, MeterRegistry meters) {
        this.redis = redis;
        this.meters = meters;
    }

    @Override
    public Uni<Void> publish(List<Outgoing> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return redis.batch(events.stream().map(RedisEventPublisher::append).toList())
                .invoke(() -> events.forEach(this::count))
                .replaceWithVoid();
    }

    private static Request append(Outgoing outgoing) {
        Request request =
                Request.cmd(Command.XADD).arg(outgoing.topic().streamKey()).arg("*");
        EventFields.encode(outgoing.event())
                .forEach((field, value) -> request.arg(field).arg(value));
        return request;
    }

    private void count(Outgoing outgoing) {
        meters.counter("ballast_events_published", "topic", outgoing.topic().topicName())
                .increment();
    }
}
