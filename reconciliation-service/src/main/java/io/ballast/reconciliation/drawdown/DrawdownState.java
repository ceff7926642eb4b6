// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.drawdown;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the guard remembers of an account between snapshots.
 *
 * @param peakEquity the high-water mark, rescaled by cash flows; null before the first snapshot
 * @param triggeredAt when it became critical, null while it is not; the countdown runs from here
 */
@Embeddable
public record DrawdownState(@Nullable BigDecimal peakEquity, AlertLevel alertLevel, @Nullable Instant triggeredAt) {

    public static final DrawdownState INITIAL = new DrawdownState(null, AlertLevel.NORMAL, null);

    /** How bad a drawdown is. */
    public enum AlertLevel {
        NORMAL,
        WARNING,
        /** Positions should be closed; stays until an operator resets it. */
        CRITICAL;

        /** For example {@code warning}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
