// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * How a user settled what was wrong with a position.
 *
 * @param about what was wrong, as {@link PositionState#concern()} told it; once that is another it is settled no more
 * @param reason the user's own
 */
@Embeddable
public record Resolution(
        @Column(name = "resolution") How how,
        @Column(name = "resolution_about") String about,
        @Column(name = "resolution_reason") String reason,
        @Column(name = "resolved_by") UUID by,
        @Column(name = "resolved_at") Instant at) {

    /** What the user wants to be done. */
    public enum How {
        /** An external position becomes a trade of the bot's book. */
        ADOPT,
        /** It counts as nothing. */
        IGNORE,
        /** A divergence is right as it is. */
        ACKNOWLEDGE;

        /** For example {@code adopt}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
