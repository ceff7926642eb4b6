// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Instruments.Instrument;
import io.ballast.reconciliation.matching.Matcher.Mode;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import io.ballast.reconciliation.snapshot.SnapshotBody.AccountBody;
import io.ballast.reconciliation.snapshot.SnapshotBody.InstrumentBody;
import io.ballast.reconciliation.snapshot.SnapshotBody.PositionBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a body into a {@link Snapshot} or a 400 problem. What a snapshot carries is checked even if it failed. */
final class SnapshotChecks {

    /** More than any retail account holds; bounds what one run costs. */
    static final int MOST_ELEMENTS = 10_000;

    private static final int LONGEST_COMMENT = 255;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3,5}");
    private static final Pattern BROKER = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    private SnapshotChecks() {}

    static Snapshot check(SnapshotBody body) {
        String id = Field.of("snapshot_id").id(body.snapshotId());
        var takenAt = Field.of("taken_at").time(body.takenAt());
        boolean complete = Field.of("complete").required(body.complete());
        Mode mode = body.mode() == null ? Mode.HEDGING : Field.of("mode").oneOf(Mode.class, body.mode());
        String broker = body.broker() == null
                ? AccountState.DEFAULT_BROKER
                : Field.of("broker").matching(body.broker(), BROKER);
        List<BrokerPosition> positions = positions(body.positions());
        var deals = DealChecks.check(body.deals());
        List<Instrument> instruments = instruments(body.instruments());
        String unreliable = unreliable(body, complete);
        if (unreliable != null) {
            return new Snapshot(id, takenAt, broker, null, unreliable);
        }
        AccountBody account = Field.of("account").required(body.account());
        Field at = Field.of("account");
        Funds funds = new Funds(
                at.at("balance").decimal(account.balance()),
                at.at("equity").decimal(account.equity()),
                at.at("margin_used").optionalDecimal(account.marginUsed()));
        String currency = at.at("currency").matching(account.currency(), CURRENCY);
        return new Snapshot(
                id, takenAt, broker, new Snapshot.Content(funds, currency, mode, positions, deals, instruments), null);
    }

    private static @Nullable String unreliable(SnapshotBody body, boolean complete) {
        if (body.error() != null) {
            return "the broker side reported: " + body.error();
        }
        if (!complete) {
            return "the snapshot is not complete";
        }
        return body.positions() == null ? "the snapshot has no positions field" : null;
    }

    private static List<BrokerPosition> positions(@Nullable List<@Nullable PositionBody> bodies) {
        Field list = Field.of("positions");
        List<BrokerPosition> positions = new ArrayList<>();
        Set<Long> tickets = new HashSet<>();
        for (PositionBody body : list.list(bodies, MOST_ELEMENTS)) {
            Field at = list.at(positions.size());
            BrokerPosition position = position(at, at.required(body));
            if (!tickets.add(position.ticket())) {
                throw at.at("ticket").wrong("is there twice");
            }
            positions.add(position);
        }
        return positions;
    }

    private static BrokerPosition position(Field at, PositionBody body) {
        Terms terms = new Terms(
                at.at("symbol").symbol(body.symbol()),
                at.at("direction").oneOf(Side.class, body.direction()),
                at.at("volume").positive(body.volume()),
                at.at("entry_price").positive(body.entryPrice()),
                at.at("entry_time").time(body.entryTime()),
                at.at("take_profit").level(body.takeProfit()),
                at.at("stop_loss").level(body.stopLoss()));
        return new BrokerPosition(
                at.at("ticket").number(body.ticket()),
                terms,
                at.at("current_price").positive(body.currentPrice()),
                at.at("profit").optionalDecimal(body.profit()),
                at.at("swap").optionalDecimal(body.swap()),
                at.at("commission").optionalDecimal(body.commission()),
                comment(at.at("comment"), body.comment()));
    }

    private static @Nullable String comment(Field at, @Nullable String text) {
        if (text != null && text.length() > LONGEST_COMMENT) {
            throw at.wrong("must have at most " + LONGEST_COMMENT + " characters");
        }
        return text;
    }

    private static List<Instrument> instruments(@Nullable List<@Nullable InstrumentBody> bodies) {
        Field list = Field.of("instruments");
        List<Instrument> instruments = new ArrayList<>();
        Set<String> symbols = new HashSet<>();
        for (InstrumentBody element : list.list(bodies, MOST_ELEMENTS)) {
            Field at = list.at(instruments.size());
            InstrumentBody body = at.required(element);
            Instrument instrument = new Instrument(
                    at.at("symbol").symbol(body.symbol()),
                    body.digits(),
                    at.at("point").optionalPositive(body.point()),
                    at.at("lot_step").optionalPositive(body.lotStep()),
                    at.at("contract_size").optionalPositive(body.contractSize()),
                    body.quoteCurrency() == null
                            ? null
                            : at.at("quote_currency").matching(body.quoteCurrency(), CURRENCY));
            if (!symbols.add(instrument.symbol())) {
                throw at.at("symbol").wrong("is there twice");
            }
            instruments.add(instrument);
        }
        return instruments;
    }
}
