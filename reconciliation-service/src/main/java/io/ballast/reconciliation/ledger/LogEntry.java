// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;

/**
 * One row of the append-only log, without its id.
 *
 * @param occurredAt when it was so at the broker
 * @param createdAt when it was written; decides the partition
 */
@Embeddable
public record LogEntry(
        @Embedded EventSubject subject,
        @Embedded EventFinding finding,
        Instant occurredAt,
        Instant createdAt,
        Instant updatedAt) {}
