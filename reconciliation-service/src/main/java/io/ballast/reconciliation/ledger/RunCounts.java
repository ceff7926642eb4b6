// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;

/**
 * What a run counted: matched + divergent + external = broker positions, matched + divergent + missing + pending = bot
 * trades.
 *
 * @param events log rows it appended
 */
@Embeddable
public record RunCounts(
        int brokerPositions, int matched, int divergent, int external, int missing, int pending, int events) {

    public static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0);
}
