// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Reason;
import io.ballast.common.events.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One round of reading history: a page per topic becomes one sequence in the order of the entries' ids. */
sealed interface Replay {

    /** The pages follow on; {@code complete} if nothing was left behind them when they were read. */
    record Continued(List<StreamPage.Entry> entries, boolean complete) implements Replay {}

    /** Something is missing; nothing of the pages was used. */
    record Interrupted(Positions from, Map<Reason, Set<Topic>> topics) implements Replay {}

    /** The source changed while it was read; nothing of the pages was used. */
    record Unsettled() implements Replay {}

    /** @param epoch the history {@code at} belongs to; 0 if it was reached in none */
    static Replay digest(Positions at, long epoch, List<StreamPage> pages) {
        if (pages.stream().mapToLong(StreamPage::epoch).distinct().count() != 1) {
            return new Unsettled();
        }
        Positions from = at;
        Map<Reason, Set<Topic>> broken = new EnumMap<>(Reason.class);
        for (StreamPage page : pages) {
            Continuity continuity = Continuity.judge(at.at(page.topic()), epoch, page);
            from = from.with(page.topic(), continuity.from());
            if (continuity instanceof Continuity.Broken gap) {
                broken.computeIfAbsent(gap.reason(), none -> EnumSet.noneOf(Topic.class))
                        .add(page.topic());
            }
        }
        return broken.isEmpty() ? merged(pages) : new Interrupted(from, broken);
    }

    /**
     * Entries up to where every page that was cut off ends: beyond that, entries of a cut-off topic could belong
     * between those of the others. What is left out is read again in the next round.
     */
    private static Replay merged(List<StreamPage> pages) {
        Position horizon = pages.stream()
                .filter(StreamPage::full)
                .map(page -> page.entries().getLast().position())
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<StreamPage.Entry> entries = new ArrayList<>();
        pages.forEach(page -> page.entries().stream()
                .filter(entry -> horizon == null || !entry.position().isAfter(horizon))
                .forEach(entries::add));
        entries.sort(Comparator.comparing(StreamPage.Entry::position));
        return new Continued(entries, horizon == null);
    }
}
