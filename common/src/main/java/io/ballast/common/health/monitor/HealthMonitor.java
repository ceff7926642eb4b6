// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.Topic;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Measures all checks and tells once what begins and what ends. */
@ApplicationScoped
class HealthMonitor {

    private static final Logger LOG = Logger.getLogger(HealthMonitor.class);

    private final List<Sensor> sensors;
    private final ServiceInstance self;
    private final TimeSource time;
    private final ObjectMapper json;
    private final AlertOutbox outbox;
    private final Map<Check, CheckWatch> watches = new EnumMap<>(Check.class);
    private final AtomicLong sequence = new AtomicLong();

    HealthMonitor(
            @All List<Sensor> sensors,
            HealthConfig config,
            ServiceInstance self,
            TimeSource time,
            ObjectMapper json,
            EventPublisher publisher,
            MeterRegistry meters) {
        this.sensors = sensors;
        this.self = self;
        this.time = time;
        this.json = json;
        this.outbox = new AlertOutbox(publisher, meters, config.buffer());
        for (Check check : Check.values()) {
            CheckWatch watch = new CheckWatch(check, config);
            watches.put(check, watch);
            for (Alarm.Kind kind : Alarm.Kind.values()) {
                Gauge.builder("ballast_health_alarm", watch, w -> w.alarmed(kind) ? 1 : 0)
                        .tag("check", check.id())
                        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
        }
    }

    /** Takes one measurement of everything; by one thread at a time. */
    void sample() {
        Map<Check, Double> measured = new EnumMap<>(Check.class);
        sensors.forEach(sensor -> measured.putAll(sensor.measure()));
        watches.forEach((check, watch) ->
                watch.sample(time.nanos(), measured.get(check)).forEach(this::raise));
        outbox.flush();
    }

    List<CheckReading> readings() {
        return watches.values().stream().map(CheckWatch::reading).toList();
    }

    private void raise(Alert alert) {
        CheckReading reading = alert.reading();
        LOG.logf(
                alert.raised() ? Logger.Level.WARN : Logger.Level.INFO,
                "health alarm: check=%s kind=%s state=%s value=%s limit=%s forecast=%s score=%s",
                reading.check().id(),
                alert.kind().name().toLowerCase(Locale.ROOT),
                alert.state(),
                alert.value(),
                reading.threshold(),
                reading.forecast(),
                reading.anomalyScore());
        outbox.add(new EventPublisher.Outgoing(Topic.HEALTH_ALERTS, event(alert)));
    }

    private Event event(Alert alert) {
        CheckReading reading = alert.reading();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("state", alert.state());
        data.put("value", alert.value());
        data.put("limit", reading.threshold());
        data.put("forecast", reading.forecast());
        data.put("score", reading.anomalyScore());
        data.put("unit", reading.unit());
        data.put("instance", self.id());
        return new Event(
                self.id() + "-health-" + sequence.incrementAndGet(),
                "/" + self.service(),
                alert.type(),
                self.service() + "/" + reading.check().id(),
                time.now(),
                null,
                null,
                text(data));
    }

    private String text(Map<String, @Nullable Object> data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and text can always be written", e);
        }
    }
}
