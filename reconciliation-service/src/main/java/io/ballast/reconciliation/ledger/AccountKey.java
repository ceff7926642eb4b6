// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.util.UUID;
import java.util.regex.Pattern;

/** One of a user's accounts, by the name the agent gives it. */
@Embeddable
public record AccountKey(UUID userId, String account) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Whether {@code name} can be an account: 1 to 64 letters, digits, dots, underscores and hyphens. */
    public static boolean valid(String name) {
        return NAME.matcher(name).matches();
    }

    /** The key of this account's rows. */
    UUID id() {
        return NameUuid.of(userId, account);
    }

    /** The key of something in this account that has a name of its own there. */
    UUID idOf(String name) {
        return NameUuid.of(userId, account, name);
    }
}
