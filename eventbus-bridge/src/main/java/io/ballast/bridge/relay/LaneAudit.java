// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Compares one lane's ledger with its target, again and again from the newest commit to the oldest, and mends what it
 * can. One pass after the other; a pass has a bounded share of the ledger.
 */
final class LaneAudit {

    private static final Logger LOG = Logger.getLogger(LaneAudit.class);
    private static final int ROWS = 200;

    private final RedisLedger ledger;
    private final RouteMeters meters;
    private final String name;
    private final int share;
    /** Known already: reported, and mended or lost. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    private volatile String before = "+";
    private volatile long checked;

    /** @param share entries looked at in one pass, about */
    LaneAudit(Lane lane, RedisLedger ledger, RouteMeters meters, int share) {
        this.ledger = ledger;
        this.meters = meters;
        this.name = lane.leaseName();
        this.share = share;
    }

    /** Entries compared so far. */
    long checked() {
        return checked;
    }

    /** The newest commits, and from the older ones those that follow where the last pass ended. */
    Uni<Void> pass() {
        return check("+", ROWS)
                .chain(newest -> {
                    String from = before.equals("+") ? newest.before() : before;
                    return older(from, share);
                })
                .invoke(next -> before = next)
                .replaceWithVoid();
    }

    /** What was looked at, and where to go on: {@code +} at the end. */
    private record Looked(int entries, String before) {}

    private Uni<String> older(String from, int left) {
        return from.equals("+") || left <= 0
                ? Uni.createFrom().item(from)
                : check(from, ROWS).chain(looked -> older(looked.before(), left - Math.max(1, looked.entries())));
    }

    private Uni<Looked> check(String from, int most) {
        return ledger.newest(from, most).chain(found -> {
            List<LedgerRow> rows = new ArrayList<>();
            int entries = 0;
            int taken = 0;
            for (SourceEntry row : found) {
                taken++;
                if (LedgerRow.auditable(row)) {
                    LedgerRow parsed = LedgerRow.of(row);
                    rows.add(parsed);
                    entries += parsed.count();
                }
                if (entries >= share) {
                    break;
                }
            }
            boolean end = found.size() < most && taken == found.size();
            Looked looked =
                    new Looked(entries, end ? "+" : "(" + found.get(taken - 1).at());
            return rows.isEmpty()
                    ? Uni.createFrom().item(looked)
                    : ledger.holes(rows)
                            .chain(this::settle)
                            .invoke(() -> checked += looked.entries())
                            .replaceWith(looked);
        });
    }

    private Uni<Void> settle(List<Hole> holes) {
        return Multi.createFrom()
                .iterable(holes)
                .filter(hole -> !settled.contains(hole.id().toString()))
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> settle(Hole hole) {
        return ledger.filling(hole)
                .chain(filling -> ledger.settle(hole, filling))
                .invoke(result -> {
                    if (settled.add(hole.id().toString())) {
                        meters.holes(1);
                        LOG.warnf("hole in the target: lane=%s entry=%s result=%s", name, hole.id(), result);
                    }
                })
                .replaceWithVoid();
    }
}
