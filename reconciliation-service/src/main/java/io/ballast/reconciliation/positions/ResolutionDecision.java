// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.Audit;
import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.LogEntry;
import io.ballast.reconciliation.ledger.LogEntry.EventFinding;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.EventStatus;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.Resolution;
import io.ballast.reconciliation.ledger.Resolution.How;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.Terms;
import io.ballast.reconciliation.positions.ResolveBody.Wish;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides, inside the transaction that holds the account, what a user's word changes.
 *
 * @param eventId of the log row that tells it
 */
record ResolutionDecision(UUID positionId, Wish wish, UUID actor, UUID eventId, Instant now) {

    /** The position as it is afterwards. */
    Decision<Settled> decide(AccountBook book) {
        PositionState position = book.positions().stream()
                .filter(p -> p.id().equals(positionId))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("you have no such position"));
        Resolution was = position.resolution();
        TradeRecord trade = trade(book, position);
        String concern = position.concern();
        if (was != null
                && was.how() == wish.how()
                && position.settledAs(position).resolution() != null) {
            return new Decision<>(new Settled(position, true), Changes.NONE);
        }
        if (concern == null || (!position.open() && (trade == null || !trade.closedBehindTheBot()))) {
            throw ProblemException.conflict("there is nothing to settle about this position");
        }
        return switch (wish.how()) {
            case ADOPT -> adopted(book, position, concern);
            case ACKNOWLEDGE -> acknowledged(book, position, concern, trade);
            case IGNORE -> accepted(book, position, concern, trade);
        };
    }

    /** @param repeated it was settled so before; nothing changed */
    record Settled(PositionState position, boolean repeated) {}

    private Decision<Settled> adopted(AccountBook book, PositionState position, String concern) {
        if (position.verdict().matched() != MatchState.UNMATCHED) {
            throw ProblemException.conflict("the bot knows this position: acknowledge or ignore the divergence");
        }
        BotTrade trade = BotTrade.adopted(position);
        Instant opened = position.terms().entryTime(); // the bot's side did nothing now that the broker has yet to show
        Verdict was = position.verdict();
        Verdict verdict =
                new Verdict(was.status(), MatchState.MATCHED, was.atBroker(), null, null, null, trade.tradeId());
        return written(
                book,
                position,
                position.resolved(verdict, resolution(concern), now),
                new TradeRecord(position.key(), trade, opened.isBefore(now) ? opened : now, 0, null, now, now));
    }

    private Decision<Settled> acknowledged(
            AccountBook book, PositionState position, String concern, @Nullable TradeRecord trade) {
        if (position.verdict().matched() == MatchState.UNMATCHED) {
            throw ProblemException.conflict("the bot does not know this position: adopt or ignore it");
        }
        return accepted(book, position, concern, trade);
    }

    /** It stays as it is; a trade whose position is gone is over in the bot's book too. */
    private Decision<Settled> accepted(
            AccountBook book, PositionState position, String concern, @Nullable TradeRecord trade) {
        return written(
                book,
                position,
                position.resolved(position.verdict(), resolution(concern), now),
                position.open() || trade == null ? null : trade.closed(null, trade.settlement(), now));
    }

    private Decision<Settled> written(
            AccountBook book, PositionState before, PositionState after, @Nullable TradeRecord trade) {
        AccountState account = book.account() == null ? AccountState.unseen(before.key()) : book.account();
        List<TradeRecord> trades = trade == null ? List.of() : List.of(trade);
        Changes changes = new Changes(
                account.counted(counts(book, after, trades)),
                List.of(after),
                trades,
                List.of(new Logged(eventId, event(after))),
                List.of(),
                null,
                List.of(audit(before, after)));
        return new Decision<>(new Settled(after, false), changes);
    }

    private Resolution resolution(String concern) {
        return new Resolution(wish.how(), concern, wish.reason(), actor, now);
    }

    private static Counts counts(AccountBook book, PositionState after, List<TradeRecord> trades) {
        Map<String, TradeRecord> all = new HashMap<>();
        Stream.concat(book.trades().stream(), trades.stream())
                .forEach(record -> all.put(record.trade().tradeId(), record));
        return Counts.of(
                book.positions().stream()
                        .map(position -> position.id().equals(after.id()) ? after : position)
                        .toList(),
                all.values());
    }

    private static @Nullable TradeRecord trade(AccountBook book, PositionState position) {
        return book.trades().stream()
                .filter(record ->
                        record.trade().tradeId().equals(position.verdict().tradeId()))
                .findFirst()
                .orElse(null);
    }

    private Audit audit(PositionState before, PositionState after) {
        Resolution was = before.resolution();
        String concern = String.valueOf(before.concern());
        return new Audit(
                now,
                actor,
                "position.resolve",
                before.key().userId(),
                before.id().toString(),
                wish.reason(),
                was == null ? concern : was.how().text() + ": " + concern,
                wish.how().text() + (after.concern() == null ? "" : ": " + after.concern()));
    }

    private LogEntry event(PositionState position) {
        Terms terms = position.terms();
        EventSubject subject = new EventSubject(
                position.key().userId(),
                position.key().account(),
                null,
                null,
                null,
                position.ticket(),
                terms.symbol(),
                terms.direction(),
                terms.volume(),
                terms.entryPrice(),
                null,
                terms.takeProfit(),
                terms.stopLoss());
        EventFinding finding = new EventFinding(
                wish.how() == How.ADOPT ? MatchState.MATCHED : MatchState.UNMATCHED,
                position.verdict().divergenceReason(),
                null,
                null,
                null,
                null,
                null,
                EventKind.SYNC,
                EventStatus.SUCCESS,
                "settled by the user (" + wish.how().text() + "): " + wish.reason(),
                wish.how().text());
        return new LogEntry(subject, finding, now, now, now);
    }
}
