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
    private final RedisOutgoing outgoing;

    RedisEventPublisher(RedisGateway redis, MeterRegistry meters) {
        this.redis = redis;
        this.outgoing = new RedisOutgoing(meters);
    }

    @Override
    public Uni<Void> publish(List<Outgoing> given) {
        List<Outgoing> events = given.stream()
                .filter(each -> outgoing.fits(each.topic(), each.event()))
                .toList();
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return redis.batch(events.stream().map(RedisEventPublisher::append).toList())
                .invoke(() -> outgoing.published(events.stream().map(Outgoing::topic)))
                .replaceWithVoid();
    }

    private static Request append(Outgoing outgoing) {
        String stream = outgoing.topic().shards().keyOf(outgoing.event().subject());
        Request request = Request.cmd(Command.XADD).arg(stream).arg("*");
        EventFields.encode(outgoing.event())
                .forEach((field, value) -> request.arg(field).arg(value));
        return request;
    }
}
