// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A stream as lists: what must stay, said as simply as it can be. */
final class NaiveStream {

    record Id(long millis, long sequence) implements Comparable<Id> {

        @Override
        public int compareTo(Id other) {
            return millis == other.millis ? Long.compare(sequence, other.sequence) : Long.compare(millis, other.millis);
        }

        @Override
        public String toString() {
            return millis + "-" + sequence;
        }
    }

    static final class Group {
        Id lastDelivered = new Id(0, 0);
        final TreeSet<Id> pending = new TreeSet<>();
    }

    final TreeSet<Id> entries = new TreeSet<>();
    final Map<String, Group> groups = new TreeMap<>();

    private static boolean needs(Group group, Id entry) {
        return entry.compareTo(group.lastDelivered) > 0 || group.pending.contains(entry);
    }

    /** From the first entry on that is young or that a group needs. */
    List<Id> keptByAge(long oldestMillis) {
        List<Id> kept = new ArrayList<>();
        for (Id entry : entries) {
            boolean needed = groups.values().stream().anyMatch(group -> needs(group, entry));
            if (!kept.isEmpty() || needed || entry.millis >= oldestMillis) {
                kept.add(entry);
            }
        }
        return kept;
    }

    /** What each group loses with {@code gone}: unread and pending, of those that lose anything. */
    Map<String, List<Long>> lost(List<Id> gone) {
        Map<String, List<Long>> lost = new TreeMap<>();
        groups.forEach((name, group) -> {
            long unread = gone.stream()
                    .filter(id -> id.compareTo(group.lastDelivered) > 0)
                    .count();
            long pending = gone.stream().filter(group.pending::contains).count();
            if (unread + pending > 0) {
                lost.put(name, List.of(unread, pending));
            }
        });
        return lost;
    }
}
