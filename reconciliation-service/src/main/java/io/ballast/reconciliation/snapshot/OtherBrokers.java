// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.Matcher;
import io.ballast.reconciliation.matching.Outcome;
import io.ballast.reconciliation.matching.Outcome.Awaiting;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The brokers behind one account besides the one that a snapshot is of. A trade is bound to the broker that has shown
 * it. One that none has shown may be at any of them: that one of them lacks it says nothing, so it is missed once for
 * every round in which all of them were compared. Waiting for a broker that fell silent while it showed positions is
 * right: nobody knows.
 *
 * @param any whether the account is known to have others
 * @param holding ids of the trades that they have shown
 * @param open ids of the trades that one of them may show yet
 */
record OtherBrokers(boolean any, Set<String> holding, Set<String> open) {

    static OtherBrokers of(AccountBook book, String broker) {
        Map<String, Instant> compared = compared(book, broker);
        return new OtherBrokers(
                !compared.isEmpty(),
                boundTo(book.positions().stream()
                        .filter(position -> !position.broker().equals(broker))
                        .toList()),
                mayShow(book, compared.values()));
    }

    /** When each of the others was last compared, as far as its open positions or the account tell. */
    private static Map<String, Instant> compared(AccountBook book, String broker) {
        Map<String, Instant> compared = new HashMap<>();
        book.positions().stream()
                .filter(OtherBrokers::shown)
                .forEach(position -> compared.merge(position.broker(), position.updatedAt(), OtherBrokers::later));
        AccountState account = book.account();
        Instant last = account == null ? null : account.sync().lastSyncAt();
        if (account != null && last != null) {
            compared.merge(account.broker(), last, OtherBrokers::later);
        }
        compared.remove(broker);
        return compared;
    }

    private static Set<String> mayShow(AccountBook book, Collection<Instant> compared) {
        Set<String> bound = boundTo(book.positions());
        return book.trades().stream()
                .filter(trade -> !bound.contains(trade.trade().tradeId()))
                .filter(trade -> compared.stream().anyMatch(at -> !looked(trade, at)))
                .map(trade -> trade.trade().tradeId())
                .collect(Collectors.toSet());
    }

    /** Whether a run at that time must have seen the trade, and was not counted yet. */
    private static boolean looked(TradeRecord trade, Instant at) {
        return at.isAfter(trade.updatedAt()) && at.isAfter(trade.changedAt().plus(Matcher.GRACE));
    }

    private static Set<String> boundTo(Collection<PositionState> positions) {
        return positions.stream()
                .filter(OtherBrokers::shown)
                .map(position -> position.verdict().tradeId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Open, and not merely the bot's word. */
    private static boolean shown(PositionState position) {
        return position.open() && position.mark() != null;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same outcome, unless it is too early to miss the trade. */
    Outcome weigh(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pending pending
            when pending.awaiting() == Awaiting.NOT_FOUND
                    && open.contains(pending.trade().tradeId()) ->
                new Outcome.Pending(pending.trade(), Awaiting.ELSEWHERE);
            case Outcome.BrokerClosed lost
            when open.contains(lost.trade().tradeId()) -> new Outcome.Pending(lost.trade(), Awaiting.ELSEWHERE);
            default -> outcome;
        };
    }
}
