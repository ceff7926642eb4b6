// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.UUID;

/** A run under its id. */
public record StoredRun(UUID runId, RunRecord run) {}
