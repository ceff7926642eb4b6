// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.reconciliation.ledger.LogEntry.EventType;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The service's memory. Everything it is asked is about one user, and it answers about that user alone. */
public interface Ledger {

    /**
     * Changes one account: reads what {@code scope} asks for, lets {@code decide} see it, and writes what that decides,
     * in one transaction in which nobody else changes the account. A decision that throws changes nothing.
     */
    <T> Uni<T> change(AccountKey key, Scope scope, Function<AccountBook, Decision<T>> decide);

    /** All accounts of a user, by name. */
    Uni<List<AccountState>> accounts(UUID userId);

    /** That account of a user, or none if there is no such account; all of them where {@code account} is null. */
    default Uni<List<AccountState>> accounts(UUID userId, @Nullable String account) {
        return accounts(userId).map(all -> all.stream()
                .filter(a -> account == null || a.key().account().equals(account))
                .toList());
    }

    /**
     * A user's accounts, or that one of them if there is such, and their newest log rows, all as of one moment.
     *
     * @param account null for all
     * @param newest so many log rows at most
     */
    Uni<Overview> overview(UUID userId, @Nullable String account, int newest);

    /** Open positions, by account and ticket; of one account, of one symbol, or all. */
    Uni<List<PositionState>> openPositions(UUID userId, @Nullable String account, @Nullable String symbol);

    /** One position of this user, whatever its status; the item is null where there is none. */
    Uni<@Nullable PositionState> position(UUID userId, UUID positionId);

    /** Log rows, newest first. */
    Uni<List<Logged>> events(EventQuery query);

    /**
     * Which rows a change to an account has to see, besides its open positions and open trades.
     *
     * @param snapshotId the run of that snapshot, if there was one
     * @param positions closed ones by their ids
     * @param tickets trades of any status that name them, or an open position's ticket
     * @param tradeIds trades of any status by their ids
     * @param cashDeals which of these cash flows have been counted
     * @param tenure under which the change is made; null where anybody may make it
     */
    record Scope(
            @Nullable String snapshotId,
            Set<UUID> positions,
            Set<Long> tickets,
            Set<String> tradeIds,
            Set<Long> cashDeals,
            @Nullable Tenure tenure) {

        public Scope {
            positions = Set.copyOf(positions);
            tickets = Set.copyOf(tickets);
            tradeIds = Set.copyOf(tradeIds);
            cashDeals = Set.copyOf(cashDeals);
        }

        public Scope(
                @Nullable String snapshotId,
                Set<UUID> positions,
                Set<Long> tickets,
                Set<String> tradeIds,
                Set<Long> cashDeals) {
            this(snapshotId, positions, tickets, tradeIds, cashDeals, null);
        }

        /** The same, changed by whoever reads a stream. */
        public Scope under(@Nullable Tenure reader) {
            return new Scope(snapshotId, positions, tickets, tradeIds, cashDeals, reader);
        }

        /** Nothing but these trades. */
        public static Scope ofTrades(Set<String> tradeIds) {
            return new Scope(null, Set.of(), Set.of(), tradeIds, Set.of());
        }
    }

    /**
     * One instance's time as the only reader of a stream. A change under it fails with {@link SucceededException}, and
     * changes nothing, once one under a later epoch was made to any account: else an instance that was stopped with an
     * event in its hands could write it over what its successor has read since.
     *
     * @param feed what is read, for example {@code broker.snapshots}
     * @param epoch of the reader's lease
     */
    record Tenure(String feed, long epoch) {}

    /** Another instance reads the stream by now, and has this event too. */
    final class SucceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SucceededException(Tenure late, long epoch) {
            super("epoch " + late.epoch() + " of " + late.feed() + " was succeeded by " + epoch);
        }
    }

    /** What a change means to the rest of the suite: written with it, in its transaction, and relayed from there. */
    interface ChangeEvents {

        /** @param traceparent of the work that makes the change, null where that is not traced */
        List<Outgoing> of(Changes changes, @Nullable String traceparent);
    }

    /** What was decided on an account: what to write, and what to tell the caller once that is committed. */
    record Decision<T>(T answer, Changes changes) {}

    /**
     * An account as a change finds it, held so that nobody else changes it meanwhile.
     *
     * @param account null if nothing was ever heard of it
     * @param run the earlier run of the same snapshot
     * @param countedCashDeals those in the scope that have been counted
     */
    record AccountBook(
            @Nullable AccountState account,
            @Nullable StoredRun run,
            List<PositionState> positions,
            List<TradeRecord> trades,
            Set<Long> countedCashDeals) {

        public AccountBook {
            positions = List.copyOf(positions);
            trades = List.copyOf(trades);
            countedCashDeals = Set.copyOf(countedCashDeals);
        }
    }

    /**
     * Where a user stands.
     *
     * @param accounts by name
     * @param newest log rows, newest first
     */
    record Overview(UserSummary summary, List<AccountState> accounts, List<Logged> newest) {

        public Overview {
            accounts = List.copyOf(accounts);
            newest = List.copyOf(newest);
        }
    }

    /**
     * Which log rows, newest first.
     *
     * @param account null for all
     * @param ticket null for all
     * @param symbol null for all
     * @param type null for all
     * @param from written then or later; null for all
     * @param to written before then; null for all
     * @param before only rows that come after this one in the order; null for the newest
     * @param limit at most so many
     */
    record EventQuery(
            UUID userId,
            @Nullable String account,
            @Nullable Long ticket,
            @Nullable String symbol,
            @Nullable EventType type,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Cursor before,
            int limit) {

        /** Rows of every type and time. */
        public EventQuery(
                UUID userId,
                @Nullable String account,
                @Nullable Long ticket,
                @Nullable String symbol,
                @Nullable Cursor before,
                int limit) {
            this(userId, account, ticket, symbol, null, null, null, before, limit);
        }

        /** Where a page ended. */
        public record Cursor(Instant createdAt, UUID id) {}

        /** The newest rows of a user, or of one account. */
        public static EventQuery newest(UUID userId, @Nullable String account, int limit) {
            return new EventQuery(userId, account, null, null, null, limit);
        }
    }
}
