// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.common.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** Whole numbers in queries. JAX-RS would answer a malformed one with 404 and name no field. */
final class BoundedInteger {

    private BoundedInteger() {}

    /** @throws ProblemException 400 naming {@code field} unless it is absent or a number from 1 to {@code most} */
    static int parse(String field, @Nullable String text, int absent, int most) {
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // the same answer as for a number out of bounds
        }
        throw ProblemException.badField(field, "must be a whole number from 1 to " + most);
    }
}
