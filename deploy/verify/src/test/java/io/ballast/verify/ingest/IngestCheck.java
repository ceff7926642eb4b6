// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.verify.client.RedisStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds what the pushers were told, the tables and the stream against each other. Shares no code with the service: it
 * knows the tables by their columns alone.
 */
final class IngestCheck {

    private final IngestServers servers;
    private final RedisStreams streams;
    private final String seed;

    IngestCheck(IngestServers servers, RedisStreams streams, String seed) {
        this.servers = servers;
        this.streams = streams;
        this.seed = seed;
    }

    /** Every answered snapshot has the run it was told of, nothing else has one; every trade is as it was last told. */
    void whatWasAnsweredIsThere(Pusher pusher) {
        assertThat(servers.rows("SELECT snapshot_id, run_id, result FROM reconciliation_runs" + of(pusher)
                        + " ORDER BY snapshot_id"))
                .as("runs of %s, %s", pusher, seed)
                .isEqualTo(pusher.snapshots.stream()
                        .map(told -> List.of(Bodies.snapshotId(told.number()), told.runId(), told.result()))
                        .toList());
        Map<String, String> booked = servers.rows("SELECT trade_id, status FROM bot_trades" + of(pusher)).stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast));
        assertThat(booked).as("trades of %s, %s", pusher, seed).isEqualTo(pusher.trades);
    }

    /** Open at the broker is what the last accepted snapshot shows; the account has its money and time. */
    void projectionsAreTheLastSnapshots(Pusher pusher) {
        Pusher.Answered last = pusher.last();
        assertThat(servers.rows("SELECT ticket FROM position_state" + of(pusher)
                        + " AND at_broker AND status = 'open' ORDER BY ticket"))
                .as("positions of %s, %s", pusher, seed)
                .isEqualTo(Bodies.tickets(last.number())
                        .mapToObj(ticket -> List.of(Long.toString(ticket)))
                        .toList());
        assertThat(servers.rows("SELECT trunc(equity) FROM account_state" + of(pusher)))
                .as("equity of %s, %s", pusher, seed)
                .isEqualTo(List.of(List.of(Integer.toString(Bodies.equity(last.number())))));
        nothing(
                "cash flows counted twice, or not",
                "SELECT account FROM cash_flows" + of(pusher) + " GROUP BY account HAVING count(*) <> "
                        + last.number() / 7);
    }

    /** The projections are what the log and the runs add up to. */
    void projectionsAreTheLogs() {
        nothing(
                "positions that are not what their last log row says",
                """
                SELECT p.user_id, p.account, p.ticket, p.status, p.matched, l.event_type, l.matched
                FROM position_state p LEFT JOIN LATERAL (SELECT * FROM reconciliation_logs r
                    WHERE r.user_id = p.user_id AND r.account_id = p.account AND r.mt5_position_id = p.ticket
                    ORDER BY created_at DESC, id DESC LIMIT 1) l ON true
                WHERE l.id IS NULL OR l.matched <> p.matched OR l.volume <> p.volume OR l.entry_price <> p.entry_price
                    OR p.status <> CASE l.event_type WHEN 'close' THEN 'closed' WHEN 'warning' THEN 'pending' ELSE 'open' END""");
        nothing(
                "log rows of no position",
                """
                SELECT l.id FROM reconciliation_logs l WHERE mt5_position_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM position_state p WHERE p.user_id = l.user_id AND p.account = l.account_id
                        AND p.ticket = l.mt5_position_id)""");
        nothing(
                "accounts whose numbers are not those of their positions, trades and runs",
                """
                SELECT a.account, a.total_syncs, a.matched_open, a.divergences, a.unmatched_open, a.pending_open
                FROM account_state a LEFT JOIN LATERAL (
                    SELECT count(*) FILTER (WHERE matched = 1) AS matched, count(*) FILTER (WHERE matched = 2) AS divergent,
                        count(*) FILTER (WHERE matched = 0 AND at_broker) AS unmatched,
                        count(*) FILTER (WHERE matched = 0 AND NOT at_broker) AS pending
                    FROM position_state p WHERE p.user_id = a.user_id AND p.account = a.account AND status <> 'closed') p
                    ON true
                LEFT JOIN LATERAL (SELECT count(*) AS lost FROM bot_trades t WHERE t.user_id = a.user_id
                    AND t.account = a.account AND t.status = 'open' AND t.settlement = 'broker_closed') t ON true
                LEFT JOIN LATERAL (SELECT count(*) AS accepted, max(taken_at) AS taken FROM reconciliation_runs r
                    WHERE r.user_id = a.user_id AND r.account = a.account AND r.result = 'accepted') r ON true
                WHERE (a.total_syncs, a.matched_open, a.divergences, a.unmatched_open, a.pending_open, a.last_taken_at)
                    IS DISTINCT FROM (r.accepted, p.matched, p.divergent + t.lost, p.unmatched, p.pending, r.taken)""");
        nothing(
                "users whose summary is not that of their accounts",
                """
                SELECT u.user_id FROM user_summary u FULL JOIN (SELECT user_id, count(*) AS accounts,
                    sum(total_syncs) AS syncs, max(last_sync_at) AS last, sum(matched_open) AS matched,
                    sum(divergences) AS divergent, sum(unmatched_open) AS unmatched, sum(pending_open) AS pending
                    FROM account_state GROUP BY user_id) a ON a.user_id = u.user_id
                WHERE (u.accounts, u.total_syncs, u.last_sync_at, u.matched_open, u.divergences, u.unmatched_open, u.pending_open)
                    IS DISTINCT FROM (a.accounts, a.syncs, a.last, a.matched, a.divergent, a.unmatched, a.pending)""");
        nothing(
                "runs that count other events than they logged",
                """
                SELECT r.run_id, r.events FROM reconciliation_runs r WHERE r.events <>
                    (SELECT count(*) FROM reconciliation_logs l WHERE l.run_id = r.run_id)""");
    }

    int logged() {
        return servers.rows("SELECT id FROM reconciliation_logs").size();
    }

    int streamed() {
        return streams.entries("reconciliation.events").size();
    }

    /** Outbox and log have the same rows; the stream has each once, each user's in the order of the outbox. */
    void eventsAreTheLogs() {
        nothing(
                "log rows that are not in the outbox, or the other way round",
                """
                SELECT coalesce(l.id, o.id) FROM reconciliation_logs l
                FULL JOIN (SELECT * FROM outbox WHERE topic = 'reconciliation.events') o ON o.id = l.id
                WHERE l.id IS NULL OR o.id IS NULL""");
        assertThat(byUser(servers.rows("SELECT user_id, id FROM outbox WHERE topic = 'reconciliation.events'"
                        + " ORDER BY timeline, xid, seq")))
                .as("stream and outbox, per user, %s", seed)
                .isEqualTo(byUser(streams.entries("reconciliation.events").stream()
                        .map(entry -> List.of(entry.getOrDefault("userid", ""), entry.getOrDefault("id", "")))
                        .toList()));
        nothing(
                "events of an account that are not in the order of its runs",
                """
                SELECT id FROM (SELECT l.id, r.started_at, lag(r.started_at) OVER (PARTITION BY l.user_id, l.account_id
                        ORDER BY o.timeline, o.xid, o.seq) AS before
                    FROM outbox o JOIN reconciliation_logs l ON l.id = o.id
                    JOIN reconciliation_runs r ON r.run_id = l.run_id) x WHERE before > started_at""");
    }

    private static Map<String, List<String>> byUser(List<List<String>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        List::getFirst, HashMap::new, Collectors.mapping(List::getLast, Collectors.toList())));
    }

    private void nothing(String what, String sql) {
        assertThat(servers.rows(sql)).as("%s, %s", what, seed).isEmpty();
    }

    private static String of(Pusher pusher) {
        return " WHERE user_id = '" + pusher.user + "' AND account = '" + pusher.account + "'";
    }
}
