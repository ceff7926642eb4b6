// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.Resolution.How;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Terms;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a position stands now.
 *
 * @param dealt the broker's, or the bot's where the broker never showed it
 * @param ending null while it is open
 * @param resolution how the user settled what was wrong with it; null where nobody did, or something else is wrong by now
 */
@Embeddable
public record PositionState(
        @Embedded AccountKey key,
        String broker,
        long ticket,
        @Embedded DealtTerms dealt,
        @Embedded @Nullable Mark mark,
        @Embedded Verdict verdict,
        @Embedded @Nullable Ending ending,
        @Embedded @Nullable Resolution resolution,
        Instant updatedAt) {

    public PositionState(
            AccountKey key,
            String broker,
            long ticket,
            Terms terms,
            @Nullable Mark mark,
            Verdict verdict,
            @Nullable Ending ending,
            Instant updatedAt) {
        this(key, broker, ticket, DealtTerms.of(terms), mark, verdict, ending, null, updatedAt);
    }

    public PositionState resolved(Verdict after, @Nullable Resolution how, Instant at) {
        return new PositionState(key, broker, ticket, dealt, mark, after, ending, how, at);
    }

    /** The same, and still settled if it was {@code before} and nothing else is wrong by now. */
    public PositionState settledAs(@Nullable PositionState before) {
        Resolution was = before == null ? null : before.resolution();
        boolean stands = was != null
                && (was.how() == How.ADOPT ? openAndMatched() : was.about().equals(concern()));
        return stands ? resolved(verdict, was, updatedAt) : this;
    }

    /** What is wrong with it, in words that stay the same for as long as it does; null where nothing is. */
    public @Nullable String concern() {
        return switch (verdict.matched()) {
            case MATCHED -> null;
            case DIVERGENT ->
                open() || verdict.divergenceReason() == DivergenceReason.BROKER_CLOSED ? verdict.detail() : null;
            case UNMATCHED ->
                open() && verdict.atBroker()
                        ? "only the broker knows %s %s %s at %s"
                                .formatted(
                                        dealt.direction().text(),
                                        dealt.volume().toPlainString(),
                                        dealt.symbol(),
                                        dealt.entryPrice().toPlainString())
                        : null;
        };
    }

    /** Whether something is wrong with it that the user has settled. */
    public boolean settled() {
        return resolution != null && resolution.about().equals(concern());
    }

    public Terms terms() {
        return dealt.terms();
    }

    /** The position's id: the same for the same user, broker, account and ticket, for ever. */
    public static UUID id(AccountKey key, String broker, long ticket) {
        return NameUuid.of(key.userId(), broker, key.account(), Long.toString(ticket));
    }

    public UUID id() {
        return id(key, broker, ticket);
    }

    public boolean open() {
        return verdict.status() != PositionStatus.CLOSED;
    }

    /** Open, and both sides agree on it. */
    public boolean openAndMatched() {
        return open() && verdict.matched() == MatchState.MATCHED;
    }

    /** Whether a position is still there. */
    public enum PositionStatus {
        OPEN,
        CLOSED,
        /** One look did not show it, or not yet; the next ones will tell. */
        PENDING;

        /** For example {@code open}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether both sides hold it, and alike; a number in the contract's {@code matched} column. */
    public enum MatchState {
        UNMATCHED(0),
        MATCHED(1),
        DIVERGENT(2);

        private final short number;

        MatchState(int number) {
            this.number = (short) number;
        }

        short number() {
            return number;
        }

        static MatchState numbered(short number) {
            return switch (number) {
                case 0 -> UNMATCHED;
                case 1 -> MATCHED;
                case 2 -> DIVERGENT;
                default -> throw new IllegalArgumentException("no match state has the number " + number);
            };
        }
    }

    /** How a position is known to have ended. */
    public enum CloseReason {
        /** The broker's history has its closing deal. */
        CLOSING_DEAL,
        /** The bot says that it closed it. */
        BOT_CLOSED,
        /** It vanished, and no closing deal says how. */
        BROKER_CLOSED;

        /** For example {@code closing_deal}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a position was worth when the broker last showed it.
     *
     * @param unrealizedPnl in account currency; null where it is not known
     * @param pnlCode {@code rate_unknown}, {@code pnl_mismatch} or null
     */
    @Embeddable
    public record Mark(
            @Nullable BigDecimal currentPrice, @Nullable BigDecimal unrealizedPnl, @Nullable String pnlCode) {}

    /**
     * What the newest run says of a position.
     *
     * @param atBroker whether the broker showed it
     * @param detail what differs, for a person
     * @param tradeId the bot's trade for it
     */
    @Embeddable
    public record Verdict(
            PositionStatus status,
            MatchState matched,
            boolean atBroker,
            @Nullable DivergenceReason divergenceReason,
            @Nullable String detail,
            @Nullable BigDecimal slippagePips,
            @Nullable String tradeId) {}

    /** How a position ended; what the broker did not tell is null. */
    @Embeddable
    public record Ending(
            CloseReason closeReason,
            @Nullable BigDecimal closedPrice,
            @Nullable BigDecimal realizedPnl,
            Instant closedAt) {}
}
