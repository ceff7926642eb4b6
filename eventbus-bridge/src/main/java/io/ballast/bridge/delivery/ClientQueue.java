// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client: bounded, and never a reason for anyone to wait. While the client keeps up this is a plain
 * queue. Once more than {@link Outgoing.Limits#conflateAbove} events wait, a newer state replaces the older one of its key; what
 * must not be replaced stays until the bound is reached, and is then dropped as a whole and announced.
 *
 * <p>Events move in generations: all that waits is taken at once and then sent unchanged and in order, while newer ones
 * are collected (and conflated) behind it. So a state that changes all the time is not put off for ever. Both
 * generations hold at most {@link Outgoing.Limits#events} events. Thread-safe.
 */
final class ClientQueue {

    sealed interface Item {
        record Queued(Message message, Positions through) implements Item {}

        record Lost(Set<Topic> topics) implements Item {}

        /**
         * The source's history was interrupted.
         *
         * @param before where the topics stood
         * @param from where they go on
         */
        record Break(long epoch, Positions before, Positions from, Map<Topic, Outgoing.Reason> topics)
                implements Item {}
    }

    private final Outgoing.Limits limits;
    private final Deque<Item> taken = new ArrayDeque<>();
    private final Map<Long, Item> waiting = new LinkedHashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Set<Topic> lost = EnumSet.noneOf(Topic.class);
    private Positions passed = Positions.NONE;
    private long next;
    private int events;
    private long bytes;

    ClientQueue(Outgoing.Limits limits) {
        this.limits = limits;
    }

    /** @param through where the whole hub stands after this message */
    synchronized void offer(Message message, Positions through) {
        passed = through;
        if (message.stateKey() != null) {
            Long older = newest.put(message.stateKey(), next);
            if (older != null && events >= limits.conflateAbove()) {
                remove(older, "conflated");
            }
        }
        waiting.put(next++, new Item.Queued(message, through));
        events++;
        bytes += message.body().length();
        if (tooMuch()) {
            dropWhatMustNotBeReplaced();
        }
    }

    /** Something this client does not want went by. */
    synchronized void pass(Positions through) {
        passed = through;
    }

    synchronized void interrupt(Item.Break broken, Positions through) {
        passed = through;
        waiting.put(next++, broken);
    }

    synchronized @Nullable Item poll() {
        if (taken.isEmpty()) {
            if (!lost.isEmpty()) {
                taken.add(new Item.Lost(Set.copyOf(lost)));
            }
            taken.addAll(waiting.values());
            forget();
        }
        return taken.poll();
    }

    /** Where the hub stands, if nothing waits: the client has then seen everything up to there. */
    synchronized Positions drainedThrough() {
        return taken.isEmpty() && waiting.isEmpty() && lost.isEmpty() ? passed : Positions.NONE;
    }

    synchronized void clear() {
        taken.clear();
        forget();
        passed = Positions.NONE;
    }

    private void forget() {
        waiting.clear();
        newest.clear();
        lost.clear();
        events = 0;
        bytes = 0;
    }

    private boolean tooMuch() {
        return events > limits.events() || bytes > limits.bytes();
    }

    /** States stay, they are what the client needs to go on; unless they alone are too much. */
    private void dropWhatMustNotBeReplaced() {
        drop(false);
        if (tooMuch()) {
            drop(true);
        }
    }

    private void drop(boolean states) {
        Map<Topic, Integer> dropped = new EnumMap<>(Topic.class);
        for (Iterator<Item> each = waiting.values().iterator(); each.hasNext(); ) {
            if (each.next() instanceof Item.Queued(Message message, Positions through)
                    && (states || message.stateKey() == null)) {
                each.remove();
                events--;
                bytes -= message.body().length();
                lost.add(message.topic());
                dropped.merge(message.topic(), 1, Integer::sum);
            }
        }
        if (states) {
            newest.clear();
        }
        dropped.forEach((topic, count) -> limits.drops().dropped(topic, "slow_client", count));
    }

    private void remove(Long key, String reason) {
        if (waiting.remove(key) instanceof Item.Queued(Message message, Positions through)) {
            events--;
            bytes -= message.body().length();
            limits.drops().dropped(message.topic(), reason, 1);
        }
    }
}
