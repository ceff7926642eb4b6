// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Resolution.How;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants a divergence or an external position to be settled, as it arrives.
 *
 * @param action {@code adopt}, {@code ignore} or {@code acknowledge}
 * @param reason for those who read the audit, 1 to 500 characters
 */
@RegisterForReflection
record ResolveBody(@Nullable String action, @Nullable String reason) {

    private static final Pattern REASON = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,500}");

    /** Checked. */
    record Wish(How how, String reason) {}

    Wish check() {
        return new Wish(
                Field.of("action").oneOf(How.class, action), Field.of("reason").matching(reason, REASON));
    }
}
