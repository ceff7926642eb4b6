// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.Catalogue;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What goes out, and how often. An event that no reader would take is not sent, and keeps no other from being sent. */
final class RedisOutgoing {

    private static final Logger LOG = Logger.getLogger(RedisOutgoing.class);

    private final MeterRegistry meters;

    RedisOutgoing(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Whether the event is one of the catalogue; it is a defect of its producer if it is not. */
    boolean fits(Topic topic, Event event) {
        @Nullable String problem = Catalogue.problem(topic, event).orElse(null);
        if (problem != null) {
            LOG.errorf("event not published: topic=%s type=%s cause=%s", topic.topicName(), event.type(), problem);
            meters.counter("ballast_events_dropped", "topic", topic.topicName(), "reason", "invalid")
                    .increment();
        }
        return problem == null;
    }

    void published(Stream<Topic> topics) {
        topics.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((topic, count) -> meters.counter("ballast_events_published", "topic", topic.topicName())
                        .increment(count));
    }
}
