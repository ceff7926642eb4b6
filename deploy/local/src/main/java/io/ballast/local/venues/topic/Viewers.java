// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.topic;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The clients of a simulated feed and the topics each has. */
public final class Viewers {

    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final Function<String, List<String>> first;

    /** @param first what a new subscriber of a topic is sent at once */
    public Viewers(Function<String, List<String>> first) {
        this.first = first;
    }

    /** A client connected. */
    public TopicFeed.Subscriber join(Connection client) {
        Viewer viewer = new Viewer(client);
        viewers.add(viewer);
        return viewer;
    }

    /** Whether anybody has it. */
    public boolean anyOf(String topic) {
        return viewers.stream().anyMatch(viewer -> viewer.topics.contains(topic));
    }

    /** To everybody who has the topic. */
    public void publish(String topic, String frame) {
        // A copy, because cutting a client that is too slow may end its membership at once.
        for (Viewer viewer : List.copyOf(viewers)) {
            if (viewer.topics.contains(topic)) {
                viewer.client.offer(frame);
            }
        }
    }

    private final class Viewer implements TopicFeed.Subscriber {

        private final Connection client;
        private final Set<String> topics = new HashSet<>();

        Viewer(Connection client) {
            this.client = client;
        }

        @Override
        public void subscribed(List<String> added) {
            topics.addAll(added);
            added.forEach(topic -> first.apply(topic).forEach(client::offer));
        }

        @Override
        public void unsubscribed(String removed) {
            topics.remove(removed);
        }

        @Override
        public void closed() {
            viewers.remove(this);
        }
    }
}
