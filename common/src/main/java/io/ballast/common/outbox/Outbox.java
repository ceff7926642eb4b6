// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.ballast.common.health.HealthContribution;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/**
 * A service's outbox as one thing: relays its topics while this instance holds the lease, and knows on every instance
 * how much waits.
 */
public final class Outbox implements HealthContribution {

    private final List<OutboxRelay> relays;
    private final OutboxUpkeep upkeep;
    private final OutboxConfig config;
    private final Executor loop;

    /**
     * @param topics each relayed by itself, so order holds within a topic; of one shard each
     * @param loop runs what is begun from outside, in order: a caller's context is not the relay's
     */
    public Outbox(
            List<Topic> topics,
            OutboxStore store,
            OutboxStream stream,
            OutboxConfig config,
            TimeSource time,
            Timer timer,
            Executor loop) {
        this.config = config;
        this.loop = loop;
        topics.stream().filter(topic -> topic.shards().count() != 1).forEach(topic -> {
            throw new IllegalArgumentException("an outbox has one stream per topic: " + topic);
        });
        this.relays = topics.stream()
                .map(topic -> new OutboxRelay(topic, store, stream, config, time, timer, new SplittableRandom()))
                .toList();
        this.upkeep = new OutboxUpkeep(relays, store, stream, config, time, timer);
    }

    public Outbox meters(MeterRegistry meters) {
        Gauge.builder("ballast_outbox_pending", upkeep, OutboxUpkeep::pending)
                .description("committed events that are not in their stream")
                .register(meters);
        Gauge.builder(
                        "ballast_outbox_oldest_age_seconds",
                        upkeep,
                        kept -> kept.oldest().toMillis() / 1000.0)
                .description("how long the first of them has waited")
                .register(meters);
        Gauge.builder("ballast_outbox_relaying", this, outbox -> outbox.relaying() ? 1 : 0)
                .description("1 on the instance that relays")
                .register(meters);
        FunctionCounter.builder("ballast_outbox_rewinds", this, Outbox::rewinds)
                .description("how often Redis had lost events, which were then relayed again")
                .register(meters);
        return this;
    }

    public void start() {
        upkeep.start();
    }

    public void stop() {
        lost();
        upkeep.stop();
    }

    /** This instance relays from now on, under {@code epoch}. */
    public void acquired(long epoch) {
        loop.execute(() -> relays.forEach(relay -> relay.acquired(epoch)));
    }

    /** Another instance may relay from now on. */
    public void lost() {
        loop.execute(() -> relays.forEach(OutboxRelay::lost));
    }

    /** Something was committed. */
    public void wake() {
        loop.execute(() -> relays.forEach(OutboxRelay::wake));
    }

    public boolean relaying() {
        return relays.stream().allMatch(relay -> relay.status().owner());
    }

    private double rewinds() {
        return relays.stream().mapToLong(relay -> relay.status().rewinds()).sum();
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Status status() {
        boolean failing = relays.stream().anyMatch(relay -> relay.status().failures() > 0);
        return failing || upkeep.oldest().compareTo(config.alarmAge()) > 0 ? Status.DEGRADED : Status.HEALTHY;
    }

    @Override
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("relaying", relaying());
        report.put("pending", upkeep.pending());
        report.put("oldest_age_seconds", upkeep.oldest().toSeconds());
        Map<String, Object> topics = new LinkedHashMap<>();
        for (OutboxRelay relay : relays) {
            OutboxRelay.Status status = relay.status();
            Map<String, Object> topic = new LinkedHashMap<>();
            topic.put("relayed", status.relayed());
            topic.put(
                    "position",
                    status.reached() == null ? null : status.reached().text());
            topic.put("failures", status.failures());
            topic.put("last_error", status.lastError());
            topics.put(relay.topic().topicName(), topic);
        }
        report.put("topics", topics);
        return report;
    }
}
