// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.EventStatus;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Side;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enumerations as the contract's tables spell them: in lower case, modes of trades in upper case. */
final class EnumConverters {

    private EnumConverters() {}

    abstract static class LowerCase<E extends Enum<E>> implements AttributeConverter<@Nullable E, @Nullable String> {

        private final Class<E> type;

        LowerCase(Class<E> type) {
            this.type = type;
        }

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable E value) {
            return value == null ? null : value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable E convertToEntityAttribute(@Nullable String text) {
            return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        }
    }

    @Converter(autoApply = true)
    static class OfSide extends LowerCase<Side> {
        OfSide() {
            super(Side.class);
        }
    }

    @Converter(autoApply = true)
    static class OfAlertLevel extends LowerCase<AlertLevel> {
        OfAlertLevel() {
            super(AlertLevel.class);
        }
    }

    @Converter(autoApply = true)
    static class OfDivergenceReason extends LowerCase<DivergenceReason> {
        OfDivergenceReason() {
            super(DivergenceReason.class);
        }
    }

    @Converter(autoApply = true)
    static class OfCloseReason extends LowerCase<CloseReason> {
        OfCloseReason() {
            super(CloseReason.class);
        }
    }

    @Converter(autoApply = true)
    static class OfPositionStatus extends LowerCase<PositionStatus> {
        OfPositionStatus() {
            super(PositionStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class OfTradeStatus extends LowerCase<TradeStatus> {
        OfTradeStatus() {
            super(TradeStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class OfRunResult extends LowerCase<RunResult> {
        OfRunResult() {
            super(RunResult.class);
        }
    }

    @Converter(autoApply = true)
    static class OfEventKind extends LowerCase<EventKind> {
        OfEventKind() {
            super(EventKind.class);
        }
    }

    @Converter(autoApply = true)
    static class OfEventStatus extends LowerCase<EventStatus> {
        OfEventStatus() {
            super(EventStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class OfHow extends LowerCase<Resolution.How> {
        OfHow() {
            super(Resolution.How.class);
        }
    }

    @Converter(autoApply = true)
    static class OfTradeMode implements AttributeConverter<@Nullable TradeMode, @Nullable String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable TradeMode mode) {
            return mode == null ? null : mode.name();
        }

        @Override
        public @Nullable TradeMode convertToEntityAttribute(@Nullable String text) {
            return text == null ? null : TradeMode.valueOf(text);
        }
    }

    @Converter(autoApply = true)
    static class OfMatchState implements AttributeConverter<@Nullable MatchState, @Nullable Short> {

        @Override
        public @Nullable Short convertToDatabaseColumn(@Nullable MatchState state) {
            return state == null ? null : state.number();
        }

        @Override
        public @Nullable MatchState convertToEntityAttribute(@Nullable Short number) {
            return number == null ? null : MatchState.numbered(number);
        }
    }
}
