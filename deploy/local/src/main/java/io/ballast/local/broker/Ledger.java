// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that an account is at one moment, as it is kept on disk.
 *
 * @param nextId next ticket or deal number
 * @param trades the bot's book of the open positions
 * @param unsentTrades changes of that book that reconciliation has not accepted yet
 * @param unsentDeals the same for deals
 */
record Ledger(
        long nextId,
        BigDecimal balance,
        Map<Instrument, BigDecimal> prices,
        List<Position> positions,
        List<BotTrade> trades,
        List<BotTrade> unsentTrades,
        List<Deal> unsentDeals) {

    private static final BigDecimal DEPOSIT = new BigDecimal("10000.00");

    Ledger {
        prices = Map.copyOf(prices);
        positions = List.copyOf(positions);
        trades = List.copyOf(trades);
        unsentTrades = List.copyOf(unsentTrades);
        unsentDeals = List.copyOf(unsentDeals);
    }

    /** A new account with nothing open. */
    static Ledger opened(long firstId) {
        Map<Instrument, BigDecimal> prices = new EnumMap<>(Instrument.class);
        for (Instrument instrument : Instrument.values()) {
            prices.put(instrument, instrument.anchor());
        }
        return new Ledger(firstId, DEPOSIT, prices, List.of(), List.of(), List.of(), List.of());
    }

    /** Balance and the result of closing everything now. */
    BigDecimal equity() {
        return positions.stream().map(Position::result).reduce(balance, BigDecimal::add);
    }

    BigDecimal marginUsed() {
        return positions.stream()
                .map(position -> position.symbol().margin(position.volume(), position.currentPrice()))
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    /** Reconciliation has accepted what this moment reported. */
    Ledger delivered() {
        return new Ledger(nextId, balance, prices, positions, trades, List.of(), List.of());
    }
}
