// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot as it arrives; nothing in it has been checked. An event of the stream may also say whose it is. */
@RegisterForReflection
@JsonIgnoreProperties("user_id")
record SnapshotBody(
        @Nullable String snapshotId,
        @Nullable String takenAt,
        @Nullable Boolean complete,
        @Nullable String error,
        @Nullable String mode,
        @Nullable String broker,
        @Nullable AccountBody account,
        @Nullable List<@Nullable PositionBody> positions,
        @Nullable List<@Nullable DealBody> deals,
        @Nullable List<@Nullable InstrumentBody> instruments) {

    @RegisterForReflection
    record AccountBody(
            @Nullable BigDecimal balance,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal marginUsed,
            @Nullable String currency) {}

    @RegisterForReflection
    record PositionBody(
            @Nullable Long ticket,
            @Nullable String symbol,
            @Nullable String direction,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal entryPrice,
            @Nullable String entryTime,
            @Nullable BigDecimal currentPrice,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            @Nullable BigDecimal profit,
            @Nullable BigDecimal swap,
            @Nullable BigDecimal commission,
            @Nullable Long magic,
            @Nullable String comment) {}

    @RegisterForReflection
    record DealBody(
            @Nullable Long dealId,
            @Nullable Long ticket,
            @Nullable Long orderId,
            @Nullable String type,
            @Nullable String symbol,
            @Nullable String direction,
            @Nullable String entry,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal price,
            @Nullable BigDecimal profit,
            @Nullable BigDecimal swap,
            @Nullable BigDecimal commission,
            @Nullable String time,
            @Nullable String comment) {}

    @RegisterForReflection
    record InstrumentBody(
            @Nullable String symbol,
            @Nullable Integer digits,
            @Nullable BigDecimal point,
            @Nullable BigDecimal lotStep,
            @Nullable BigDecimal contractSize,
            @Nullable String quoteCurrency) {}
}
