// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.TradeRepository.TradeFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which of a user's trades are asked for; what is null is not asked for. */
record TradeQuestion(
        UUID user,
        @Nullable TradeMode mode,
        @Nullable TradeStatus status,
        @Nullable String symbol,
        @Nullable String account,
        @Nullable Integer hours) {

    /** Ten years. */
    private static final int MOST_HOURS = 87_600;

    TradeFilter filter(Instant now) {
        return new TradeFilter(mode, status, symbol, account, since(hours, now));
    }

    /** When the last so many hours began. */
    static @Nullable Instant since(@Nullable Integer hours, Instant now) {
        return hours == null ? null : now.minus(Duration.ofHours(hours));
    }

    static @Nullable TradeMode mode(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (TradeMode mode : TradeMode.values()) {
            if (mode.name().equals(text)) {
                return mode;
            }
        }
        throw Field.of("mode").wrong("must be one of SIM, LIVE, DEBUG");
    }

    static @Nullable TradeStatus closed(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "true" -> TradeStatus.CLOSED;
            case "false" -> TradeStatus.OPEN;
            default -> throw Field.of("closed").wrong("must be true or false");
        };
    }

    static @Nullable Integer hours(@Nullable String text) {
        return text == null ? null : Field.of("hours").between(1, MOST_HOURS, text);
    }
}
