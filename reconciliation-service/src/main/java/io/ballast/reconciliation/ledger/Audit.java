// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a person's, written with what it changed.
 *
 * @param actor who decided
 * @param action for example {@code position.resolve}
 * @param userId whose data it is about
 * @param subject what it is about, for example a position's id
 * @param stateBefore as it was, for a person
 * @param stateAfter as it is now, for a person
 */
@Embeddable
public record Audit(
        Instant at,
        UUID actor,
        String action,
        UUID userId,
        String subject,
        @Nullable String reason,
        @Nullable String stateBefore,
        @Nullable String stateAfter) {}
