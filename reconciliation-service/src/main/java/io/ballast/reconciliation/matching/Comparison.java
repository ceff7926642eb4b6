// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far the two sides of a match are apart.
 *
 * @param slippagePips of the entry; positive is worse for the trader; null where the pip is not known, or the trades were
 *     dealt on both sides so that no entry stands against the broker's
 * @param divergences what is beyond its threshold, most important first; empty means they agree
 */
public record Comparison(@Nullable BigDecimal slippagePips, List<Divergence> divergences) {

    private static final BigDecimal ENTRY_PIPS = BigDecimal.valueOf(5);
    private static final BigDecimal EXIT_PIPS = BigDecimal.valueOf(10);
    private static final BigDecimal VOLUME_RATIO = new BigDecimal("0.1");

    public Comparison {
        divergences = List.copyOf(divergences);
    }

    static Comparison of(Match match, Instruments instruments) {
        Leg broker =
                Leg.of(match.positions().stream().map(BrokerPosition::terms).toList());
        Leg bot = Leg.of(match.trades().stream().map(BookedTrade::terms).toList());
        if (match.ambiguous()) {
            return different("ambiguous: another pairing fits almost as well");
        }
        if (broker.direction() != bot.direction() || !broker.plainSymbol().equals(bot.plainSymbol())) {
            return different("broker %s, bot %s".formatted(broker.what(), bot.what()));
        }
        BigDecimal pip = instruments.pip(broker.symbol());
        List<Divergence> found = new ArrayList<>();
        BigDecimal slippage = slippage(broker, bot, pip);
        if (slippage != null && slippage.abs().compareTo(ENTRY_PIPS) > 0) {
            add(found, DivergenceReason.ENTRY_SLIPPAGE, broker.entryPrice(), bot.entryPrice());
        }
        if (volumeOff(broker, bot, instruments)) {
            boolean filling = match.by() == By.ORDER && broker.volume().compareTo(bot.volume()) < 0;
            add(
                    found,
                    filling ? DivergenceReason.PARTIAL_FILL : DivergenceReason.VOLUME_MISMATCH,
                    broker.volume(),
                    bot.volume());
        }
        exits(match, DivergenceReason.TP_MISMATCH, Terms::takeProfit, pip, found);
        exits(match, DivergenceReason.SL_MISMATCH, Terms::stopLoss, pip, found);
        return new Comparison(slippage, found);
    }

    private static Comparison different(String detail) {
        return new Comparison(null, List.of(new Divergence(DivergenceReason.UNKNOWN, detail)));
    }

    private static @Nullable BigDecimal slippage(Leg broker, Leg bot, @Nullable BigDecimal pip) {
        BigDecimal dealt = broker.entryPrice();
        BigDecimal expected = bot.entryPrice();
        return pip == null || dealt == null || expected == null
                ? null
                : pips(broker.direction().signed(dealt.subtract(expected)), pip);
    }

    private static boolean volumeOff(Leg broker, Leg bot, Instruments instruments) {
        BigDecimal allowed = bot.volume().multiply(VOLUME_RATIO).max(instruments.lotStep(broker.symbol()));
        return broker.volume().subtract(bot.volume()).abs().compareTo(allowed) > 0;
    }

    /** Of several positions each is held against the trade; several trades only speak for themselves if they agree. */
    private static void exits(
            Match match,
            DivergenceReason reason,
            Function<Terms, @Nullable BigDecimal> exit,
            @Nullable BigDecimal pip,
            List<Divergence> found) {
        BigDecimal bot = exit.apply(match.trade().terms());
        if (!match.trades().stream().allMatch(trade -> same(exit.apply(trade.terms()), bot))) {
            return;
        }
        for (BrokerPosition position : match.positions()) {
            BigDecimal broker = exit.apply(position.terms());
            if (exitOff(broker, bot, pip)) {
                add(found, reason, broker, bot);
                return;
            }
        }
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    private static boolean exitOff(@Nullable BigDecimal broker, @Nullable BigDecimal bot, @Nullable BigDecimal pip) {
        if (broker == null || bot == null) {
            return (broker == null) != (bot == null); // one side only
        }
        return pip != null && pips(broker.subtract(bot).abs(), pip).compareTo(EXIT_PIPS) > 0;
    }

    private static BigDecimal pips(BigDecimal difference, BigDecimal pip) {
        BigDecimal pips = difference.divide(pip, MathContext.DECIMAL64).stripTrailingZeros();
        return pips.scale() < 0 ? pips.setScale(0) : pips;
    }

    private static void add(
            List<Divergence> found, DivergenceReason reason, @Nullable BigDecimal broker, @Nullable BigDecimal bot) {
        found.add(new Divergence(reason, reason.text() + " broker " + text(broker) + " bot " + text(bot)));
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "none" : value.toPlainString();
    }

    /**
     * One way in which the two sides of a match differ.
     *
     * @param detail both values, for a person
     */
    public record Divergence(DivergenceReason reason, String detail) {}
}
