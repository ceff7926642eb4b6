// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which log rows, newest first.
 *
 * @param account null for all
 * @param ticket null for all
 * @param symbol null for all
 * @param before only rows that come after this one in the order; null for the newest
 * @param limit at most so many
 */
public record EventQuery(
        UUID userId,
        @Nullable String account,
        @Nullable Long ticket,
        @Nullable String symbol,
        @Nullable Cursor before,
        int limit) {

    /** Where a page ended. */
    public record Cursor(Instant createdAt, UUID id) {}

    /** The newest rows of a user, or of one account. */
    public static EventQuery newest(UUID userId, @Nullable String account, int limit) {
        return new EventQuery(userId, account, null, null, null, limit);
    }
}
