// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.ClientQueue.Item;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.Outgoing.Reason;
import io.ballast.common.events.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far one client has come, in which history of the source. */
final class Progress {

    private long epoch;
    private Positions at;

    Progress(Set<Topic> topics) {
        this.at = Positions.startOf(topics);
    }

    Cursor cursor() {
        return new Cursor(epoch, at);
    }

    Positions positions() {
        return at;
    }

    long epoch() {
        return epoch;
    }

    void restart(long history, Positions from) {
        epoch = history;
        at = from;
    }

    /** Goes on elsewhere, as {@link #restart} does; returns what the client has to be told of that. */
    List<Outgoing> interrupted(long history, Positions from, Map<Reason, Set<Topic>> missing) {
        Cursor before = cursor();
        restart(history, from);
        return gaps(before, missing);
    }

    void inHistory(long history) {
        epoch = history;
    }

    void reach(Topic topic, Position position) {
        at = at.with(topic, position);
    }

    /** Nothing this client wants lies between where it is and {@code through}. */
    void advance(Positions through) {
        at = at.advancedTo(through);
    }

    boolean knows(Message message) {
        return !message.position().isAfter(at.at(message.topic()));
    }

    /** What the client has to be told of an interruption of the tail. */
    List<Outgoing> interrupted(Item.Break gap) {
        Map<Reason, Set<Topic>> missing = new EnumMap<>(Reason.class);
        Cursor before = cursor();
        boolean renamed = epoch != gap.epoch();
        boolean sameHistory = Continuity.sameHistory(epoch, gap.epoch());
        epoch = gap.epoch();
        for (Topic topic : at.topics().toArray(Topic[]::new)) {
            Position from = gap.from().at(topic);
            // a client that has already gone further than the tail had, did so in the history that goes on
            boolean ahead = sameHistory && at.at(topic).isAfter(gap.before().at(topic));
            Reason reason = gap.topics().get(topic);
            if (reason == null) {
                at = at.with(topic, from.isAfter(at.at(topic)) ? from : at.at(topic));
            } else if (renamed || !ahead) {
                at = at.with(topic, ahead ? at.at(topic) : from);
                missing.computeIfAbsent(reason, none -> EnumSet.noneOf(Topic.class))
                        .add(topic);
            }
        }
        return gaps(before, missing);
    }

    /** Only with the last of them has the client been told everything: one that resumes at an earlier one is told again. */
    private List<Outgoing> gaps(Cursor before, Map<Reason, Set<Topic>> missing) {
        List<Outgoing> gaps = new ArrayList<>();
        missing.forEach((reason, topics) ->
                gaps.add(new Outgoing.Gap(topics, reason, gaps.size() + 1 < missing.size() ? before : cursor())));
        return gaps;
    }
}
