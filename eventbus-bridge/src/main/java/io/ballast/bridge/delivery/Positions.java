// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** One position per topic. Immutable. */
public final class Positions {

    public static final Positions NONE = new Positions(new EnumMap<>(Topic.class));

    private final EnumMap<Topic, Position> byTopic;

    private Positions(EnumMap<Topic, Position> byTopic) {
        this.byTopic = byTopic;
    }

    public static Positions of(Map<Topic, Position> byTopic) {
        EnumMap<Topic, Position> copy = new EnumMap<>(Topic.class);
        copy.putAll(byTopic);
        return new Positions(copy);
    }

    /** The start of every one of these topics. */
    public static Positions startOf(Set<Topic> topics) {
        EnumMap<Topic, Position> starts = new EnumMap<>(Topic.class);
        topics.forEach(topic -> starts.put(topic, Position.START));
        return new Positions(starts);
    }

    /** {@link Position#START} for a topic it does not hold. */
    public Position at(Topic topic) {
        return byTopic.getOrDefault(topic, Position.START);
    }

    public Set<Topic> topics() {
        return Collections.unmodifiableSet(byTopic.keySet());
    }

    public Map<Topic, Position> asMap() {
        return Collections.unmodifiableMap(byTopic);
    }

    public Positions with(Topic topic, Position position) {
        EnumMap<Topic, Position> copy = new EnumMap<>(byTopic);
        copy.put(topic, position);
        return new Positions(copy);
    }

    /** These topics alone, each where it stands here. */
    public Positions only(Set<Topic> topics) {
        EnumMap<Topic, Position> copy = new EnumMap<>(Topic.class);
        topics.forEach(topic -> copy.put(topic, at(topic)));
        return new Positions(copy);
    }

    /** The same topics, each at the later of its two positions. */
    public Positions advancedTo(Positions other) {
        EnumMap<Topic, Position> copy = new EnumMap<>(byTopic);
        copy.replaceAll((topic, mine) -> other.at(topic).isAfter(mine) ? other.at(topic) : mine);
        return new Positions(copy);
    }

    /** Whether every topic held here is at or behind the other's position. */
    public boolean covers(Positions other) {
        return byTopic.entrySet().stream()
                .noneMatch(mine -> other.at(mine.getKey()).isAfter(mine.getValue()));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Positions other && byTopic.equals(other.byTopic);
    }

    @Override
    public int hashCode() {
        return byTopic.hashCode();
    }

    @Override
    public String toString() {
        return byTopic.toString();
    }
}
