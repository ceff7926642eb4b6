// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Pair;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the two sides of a pair are apart.
 *
 * @param slippagePips of the entry; positive is worse for the trader; null where the pip is not known
 * @param divergences what is beyond its threshold, most important first; empty means they agree
 */
public record Comparison(@Nullable BigDecimal slippagePips, List<Divergence> divergences) {

    private static final BigDecimal ENTRY_PIPS = BigDecimal.valueOf(5);
    private static final BigDecimal EXIT_PIPS = BigDecimal.valueOf(10);
    private static final BigDecimal VOLUME_RATIO = new BigDecimal("0.1");

    public Comparison {
        divergences = List.copyOf(divergences);
    }

    static Comparison of(Pair pair, Instruments instruments) {
        Terms broker = pair.position().terms();
        Terms bot = pair.trade().terms();
        BigDecimal pip = instruments.pip(broker.symbol());
        List<Divergence> found = new ArrayList<>();
        if (!broker.symbol().equals(bot.symbol()) || broker.direction() != bot.direction()) {
            found.add(new Divergence(
                    DivergenceReason.UNKNOWN,
                    "broker %s %s, bot %s %s"
                            .formatted(
                                    broker.direction().text(),
                                    broker.symbol(),
                                    bot.direction().text(),
                                    bot.symbol())));
            return new Comparison(null, found);
        }
        BigDecimal slippage = pip == null
                ? null
                : pips(broker.direction().signed(broker.entryPrice().subtract(bot.entryPrice())), pip);
        if (slippage != null && slippage.abs().compareTo(ENTRY_PIPS) > 0) {
            add(found, DivergenceReason.ENTRY_SLIPPAGE, broker.entryPrice(), bot.entryPrice());
        }
        if (volumeOff(broker, bot, instruments)) {
            add(found, DivergenceReason.VOLUME_MISMATCH, broker.volume(), bot.volume());
        }
        if (exitOff(broker.takeProfit(), bot.takeProfit(), pip)) {
            add(found, DivergenceReason.TP_MISMATCH, broker.takeProfit(), bot.takeProfit());
        }
        if (exitOff(broker.stopLoss(), bot.stopLoss(), pip)) {
            add(found, DivergenceReason.SL_MISMATCH, broker.stopLoss(), bot.stopLoss());
        }
        return new Comparison(slippage, found);
    }

    private static boolean volumeOff(Terms broker, Terms bot, Instruments instruments) {
        BigDecimal allowed = bot.volume().multiply(VOLUME_RATIO).max(instruments.lotStep(broker.symbol()));
        return broker.volume().subtract(bot.volume()).abs().compareTo(allowed) > 0;
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
     * One way in which the two sides of a pair differ.
     *
     * @param detail both values, for a person
     */
    public record Divergence(DivergenceReason reason, String detail) {}
}
