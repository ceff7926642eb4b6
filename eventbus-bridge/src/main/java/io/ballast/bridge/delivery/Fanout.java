// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.Outgoing.Reason;
import io.ballast.common.events.Topic;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hands every event of the live tail to every client, in the order it came, and knows how far the tail has come. All of
 * it happens under one lock and only ever appends to bounded queues, so joining at an exact position is possible and no
 * client holds up another.
 */
public final class Fanout {

    /** Where the live tail stood at the moment a client joined it. */
    record Joined(long epoch, Positions positions) {}

    private final Set<ClientFeed> feeds = new HashSet<>();
    /** Topics that were ever read, and those that are being read now. */
    private final Set<Topic> open = EnumSet.noneOf(Topic.class);

    private final Set<Topic> live = EnumSet.noneOf(Topic.class);
    private long connections;
    private Positions positions = Positions.NONE;
    private long epoch;

    /** From now on the feed's queue gets everything after the position returned. */
    synchronized Joined join(ClientFeed feed) {
        feeds.add(feed);
        return new Joined(epoch, positions);
    }

    synchronized void leave(ClientFeed feed) {
        feeds.remove(feed);
    }

    public synchronized Positions positions() {
        return positions;
    }

    /**
     * The source is being read again, or for the first time.
     *
     * @param source names the history being read
     * @param topics where each topic of one reader goes on, and whether anything is missing before that
     */
    public synchronized void opened(long source, Map<Topic, Continuity> topics) {
        Map<Topic, Reason> broken = new EnumMap<>(Topic.class);
        Map<Topic, Position> from = new EnumMap<>(Topic.class);
        from.putAll(positions.asMap());
        if (!Continuity.sameHistory(
                epoch, source)) { // nothing reached in the old history means anything in the new one
            open.forEach(topic -> broken.put(topic, Reason.SOURCE_RESET));
            from.replaceAll((topic, old) -> Position.START);
        }
        topics.forEach((topic, continuity) -> {
            from.put(topic, continuity.from());
            switch (continuity) {
                case Continuity.Broken gap -> broken.put(topic, gap.reason());
                case Continuity.Unbroken on when open.contains(topic) -> broken.remove(topic);
                case Continuity.Unbroken first -> broken.put(topic, Reason.SOURCE_UNAVAILABLE);
            }
        });
        Positions before = positions;
        positions = Positions.of(from);
        boolean renamed = epoch != source;
        epoch = source;
        open.addAll(topics.keySet());
        live.addAll(topics.keySet());
        connections++;
        if (renamed || !broken.isEmpty()) {
            ClientQueue.Item.Break gap = new ClientQueue.Item.Break(source, before, positions, Map.copyOf(broken));
            feeds.forEach(feed -> feed.interrupted(gap, positions));
        }
    }

    /** The reader of these topics has lost its source. */
    public synchronized void interrupted(Collection<Topic> topics) {
        live.removeAll(topics);
    }

    /**
     * Names the connection these topics are being read over; 0 if one of them is not being read. What is read from
     * history counts only if this is the same before and after: a source that restarts in between may have lost entries
     * in a way that only its next {@link #opened} can tell.
     */
    synchronized long connection(Collection<Topic> topics) {
        return live.containsAll(topics) ? connections : 0;
    }

    public synchronized void publish(Message message) {
        positions = positions.with(message.topic(), message.position());
        feeds.forEach(feed -> feed.offered(message, positions));
    }

    /** An entry that is for no client. */
    public synchronized void skip(Topic topic, Position position) {
        positions = positions.with(topic, position);
        feeds.forEach(feed -> feed.passed(positions));
    }
}
