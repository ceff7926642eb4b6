// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/** One of a user's accounts, by the name the agent gives it. */
@Embeddable
public record AccountKey(UUID userId, String account) {

    /** The key of this account's rows. */
    UUID id() {
        return NameUuid.of(userId, account);
    }

    /** The key of something in this account that has a name of its own there. */
    UUID idOf(String name) {
        return NameUuid.of(userId, account, name);
    }
}
