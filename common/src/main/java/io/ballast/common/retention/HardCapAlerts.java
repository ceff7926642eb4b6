// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what a hard cap cost, as {@code health.threshold} events about {@code <service>/stream:<stream>}: {@code value}
 * and {@code limit} are bytes, and the other members those of {@link HardCapDrop}. The same drop has the same id.
 */
@ApplicationScoped
class HardCapAlerts {

    private static final String TYPE = "health.threshold";

    private final EventPublisher publisher;
    private final ObjectMapper json;
    private final ServiceInstance self;
    private final TimeSource time;

    HardCapAlerts(EventPublisher publisher, ObjectMapper json, ServiceInstance self, TimeSource time) {
        this.publisher = publisher;
        this.json = json;
        this.self = self;
        this.time = time;
    }

    Uni<Void> publish(HardCapDrop drop) {
        return Uni.createFrom()
                .deferred(() -> publisher.publish(List.of(new Outgoing(Topic.HEALTH_ALERTS, event(drop)))));
    }

    private Event event(HardCapDrop drop) {
        String check = "stream:" + drop.stream().substring(StreamName.PREFIX.length());
        return new Event(
                "hard_cap:" + drop.stream() + ":" + drop.from() + ":" + drop.to(),
                "/" + self.service(),
                TYPE,
                self.service() + "/" + check,
                time.now(),
                null,
                null,
                data(drop, check));
    }

    private String data(HardCapDrop drop, String check) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("service", self.service());
        data.put("check", check);
        data.put("value", drop.bytes());
        data.put("limit", drop.limit());
        data.put("forecast", null);
        data.put("score", null);
        data.put("reason", TrimmerMeters.HARD_CAP);
        data.put("stream", drop.stream());
        data.put("from", drop.from());
        data.put("to", drop.to());
        data.put("count", drop.count());
        data.put("groups", drop.groups());
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
