// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.testing.ManualTime;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.InMemoryLedger;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Deal;
import io.ballast.reconciliation.matching.Matcher.Mode;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One account of one trader: what the broker will show next, and what the ledger has made of it so far. */
final class Desk {

    final ManualTime time = new ManualTime();
    final AccountKey key = new AccountKey(UUID.randomUUID(), "main");
    final List<BrokerPosition> positions = new ArrayList<>();
    final List<Deal> deals = new ArrayList<>();
    String equity = "10000";
    String broker = "default";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Instant opened = time.now().minus(Duration.ofHours(1));
    private int snapshots;

    void position(long ticket, String volume) {
        Terms terms = terms(volume);
        positions.add(new BrokerPosition(ticket, terms, new BigDecimal("1.2"), null, null, null, null));
    }

    void trade(long ticket, String volume) {
        book(new BotTrade(
                "t-" + ticket, TradeMode.LIVE, TradeStatus.OPEN, terms(volume), ticket, null, null, "signal", null));
    }

    /** A trade of which the bot knows no ticket. */
    void tradeWithoutTicket(String id, String volume) {
        book(new BotTrade(id, TradeMode.LIVE, TradeStatus.OPEN, terms(volume), null, null, null, null, null));
    }

    void tradeClosed(long ticket, String volume, String price) {
        book(new BotTrade(
                "t-" + ticket,
                TradeMode.LIVE,
                TradeStatus.CLOSED,
                terms(volume),
                ticket,
                null,
                new Exit(new BigDecimal(price), time.now(), BigDecimal.TEN),
                "signal",
                null));
    }

    private void book(BotTrade trade) {
        Instant touched = trade.status() == TradeStatus.CLOSED ? time.now() : opened;
        TradeRecord record = new TradeRecord(key, trade, touched, 0, null, opened, opened);
        ledger.change(
                        key,
                        Scope.ofTrades(Set.of()),
                        book -> new Decision<>(
                                "", new Changes(null, List.of(), List.of(record), List.of(), List.of(), null)))
                .await()
                .indefinitely();
    }

    void closingDeal(long ticket, String price, String profit) {
        deals.add(new Deal(
                100 + ticket,
                Deal.Kind.SELL,
                ticket,
                null,
                Deal.Entry.OUT,
                BigDecimal.ONE,
                new BigDecimal(price),
                new BigDecimal(profit),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                time.now()));
    }

    void deposit(long dealId, String amount, Instant at) {
        deals.add(new Deal(
                dealId,
                Deal.Kind.BALANCE,
                null,
                null,
                null,
                null,
                null,
                new BigDecimal(amount),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                at));
    }

    /** A complete snapshot of what the broker holds now, a second after the one before. */
    RunRecord snapshot() {
        time.advance(Duration.ofSeconds(1));
        Funds funds = new Funds(new BigDecimal("10000"), new BigDecimal(equity), null);
        return take(new Snapshot(
                "s-" + ++snapshots,
                time.now(),
                broker,
                new Snapshot.Content(funds, "USD", Mode.HEDGING, positions, deals, List.of()),
                null));
    }

    RunRecord take(Snapshot snapshot) {
        Set<Long> tickets = snapshot.content() == null
                ? Set.of()
                : snapshot.content().positions().stream()
                        .map(BrokerPosition::ticket)
                        .collect(Collectors.toSet());
        Set<UUID> ids = tickets.stream()
                .map(ticket -> PositionState.id(key, snapshot.broker(), ticket))
                .collect(Collectors.toSet());
        Set<Long> cash = deals.stream().map(Deal::dealId).collect(Collectors.toSet());
        RunDecision decision = new RunDecision(key, snapshot, snapshot.snapshotId(), time);
        return ledger.change(key, new Scope(snapshot.snapshotId(), ids, tickets, Set.of(), cash), decision::decide)
                .await()
                .indefinitely()
                .run()
                .run();
    }

    AccountState account() {
        return ledger.accounts(key.userId()).await().indefinitely().getFirst();
    }

    /** None while there is no account. */
    int divergences() {
        return ledger.accounts(key.userId()).await().indefinitely().stream()
                .mapToInt(account -> account.counts().divergences())
                .sum();
    }

    PositionState find(long ticket) {
        @Nullable
        PositionState found = ledger.position(key.userId(), PositionState.id(key, "default", ticket))
                .await()
                .indefinitely();
        return Objects.requireNonNull(found, "no position " + ticket);
    }

    /** Newest first. */
    List<Logged> events() {
        return ledger.events(EventQuery.newest(key.userId(), null, 100)).await().indefinitely();
    }

    private Terms terms(String volume) {
        return new Terms("EURUSD", Side.BUY, new BigDecimal(volume), new BigDecimal("1.1"), opened, null, null);
    }
}
