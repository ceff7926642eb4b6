// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.matching.Outcome;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Terms;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a run says what it says of a position, where there is more to it than the contract's reasons. */
final class Causes {

    private Causes() {}

    /** Codes by ticket. */
    static Map<Long, String> of(List<Outcome> outcomes) {
        Map<Long, String> codes = new HashMap<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Divergent divergent -> {
                    String code = of(divergent);
                    if (code != null) {
                        divergent.match().positions().forEach(position -> codes.put(position.ticket(), code));
                    }
                }
                case Outcome.Pending pending -> {
                    String code = pending.awaiting().name().toLowerCase(Locale.ROOT);
                    pending.trade().tickets().forEach(ticket -> codes.put(ticket, code));
                }
                case Outcome.Matched settled -> {}
                case Outcome.External told -> {}
                case Outcome.Closed told -> {}
                case Outcome.BrokerClosed told -> {}
            }
        }
        return codes;
    }

    private static @Nullable String of(Outcome.Divergent divergent) {
        Match match = divergent.match();
        if (match.ambiguous()) {
            return "ambiguous";
        }
        return switch (divergent.comparison().divergences().getFirst().reason()) {
            case UNKNOWN -> "side_or_symbol";
            case TP_MISMATCH -> oneSideOnly(match, Terms::takeProfit);
            case SL_MISMATCH -> oneSideOnly(match, Terms::stopLoss);
            case ENTRY_SLIPPAGE, VOLUME_MISMATCH, PARTIAL_FILL, BROKER_CLOSED -> null;
        };
    }

    private static @Nullable String oneSideOnly(Match match, Function<Terms, @Nullable BigDecimal> exit) {
        Stream<Terms> terms = Stream.concat(
                match.positions().stream().map(position -> position.terms()),
                match.trades().stream().map(trade -> trade.terms()));
        return terms.anyMatch(each -> exit.apply(each) == null) ? "one_side_only" : null;
    }
}
