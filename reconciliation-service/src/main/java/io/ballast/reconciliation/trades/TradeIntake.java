// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.input.StrictJson;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.storage.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Books the bot's trades, each at most once. */
@ApplicationScoped
class TradeIntake {

    private static final int MOST_TRADES = 10_000;

    private final StrictJson json;
    private final Ledger ledger;
    private final Database database;
    private final TwoLevelCache cache;
    private final TimeSource time;

    TradeIntake(StrictJson json, Ledger ledger, Database database, TwoLevelCache cache, TimeSource time) {
        this.json = json;
        this.ledger = ledger;
        this.database = database;
        this.cache = cache;
        this.time = time;
    }

    /**
     * All of them or, with a 400 problem that names the field, none.
     *
     * @param tenure of the stream that they came by, null if they did not
     */
    Uni<TradeReceipt> take(AccountKey key, byte[] body, @Nullable Tenure tenure) {
        return Uni.createFrom().deferred(() -> {
            Map<String, BotTrade> trades = read(body);
            return ledger.change(key, Scope.ofTrades(trades.keySet()).under(tenure), book -> decide(key, trades, book))
                    .call(receipt -> receipt.unchanged() == receipt.received()
                            ? Uni.createFrom().voidItem()
                            : cache.invalidate(
                                    stale(key),
                                    database.walPosition(key.userId()).orElse(null)));
        });
    }

    private static List<CacheKey> stale(AccountKey key) {
        List<CacheKey> keys = new ArrayList<>(CacheKeys.stale(key.userId(), key.account(), Set.of()));
        keys.add(CacheKeys.tradesVersion(key.userId()));
        return keys;
    }

    private Map<String, BotTrade> read(byte[] body) {
        List<TradeBody> bodies = json.readOneOrMore(body, TradeBody.class);
        boolean single = isObject(body);
        Field list = Field.of(single ? "" : "trades");
        Map<String, BotTrade> trades = new LinkedHashMap<>();
        for (TradeBody each : list.list(bodies, MOST_TRADES)) {
            Field at = single ? list : new Field("").at(trades.size());
            BotTrade trade = at.required(each).check(at);
            if (trades.put(trade.tradeId(), trade) != null) {
                throw at.at("trade_id").wrong("is there twice");
            }
        }
        return trades;
    }

    private static boolean isObject(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{';
            }
        }
        return false;
    }

    private Decision<TradeReceipt> decide(AccountKey key, Map<String, BotTrade> trades, AccountBook book) {
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS);
        Map<String, TradeRecord> known = new LinkedHashMap<>();
        book.trades().forEach(record -> known.put(record.trade().tradeId(), record));
        List<TradeRecord> written = new ArrayList<>();
        int created = 0;
        for (BotTrade trade : trades.values()) {
            TradeRecord before = known.get(trade.tradeId());
            TradeRecord after = before == null ? first(key, trade, now) : changed(before, trade, now);
            if (after != null) {
                written.add(after);
                created += before == null ? 1 : 0;
            }
        }
        TradeReceipt receipt = new TradeReceipt(
                key.account(), trades.size(), created, written.size() - created, trades.size() - written.size());
        AccountState account = book.account() == null ? AccountState.unseen(key) : null;
        return new Decision<>(receipt, new Changes(account, List.of(), written, List.of(), List.of(), null));
    }

    /** A trade first heard of was last touched when it was opened or closed, not when we heard of it. */
    private static TradeRecord first(AccountKey key, BotTrade trade, Instant now) {
        Instant closed = trade.exit() == null ? null : trade.exit().exitTime();
        Instant touched = trade.status() == TradeStatus.CLOSED
                ? Objects.requireNonNullElse(closed, now)
                : trade.terms().entryTime();
        return new TradeRecord(key, trade, touched.isBefore(now) ? touched : now, 0, null, now, now);
    }

    /** Null where nothing is new. A trade once closed stays closed: an earlier message may come late. */
    private static @Nullable TradeRecord changed(TradeRecord before, BotTrade trade, Instant now) {
        boolean late = before.trade().status() == TradeStatus.CLOSED && trade.status() == TradeStatus.OPEN;
        if (late || before.trade().equals(trade)) {
            return null;
        }
        return new TradeRecord(
                before.key(), trade, now, before.missedRuns(), before.settlement(), before.createdAt(), now);
    }
}
