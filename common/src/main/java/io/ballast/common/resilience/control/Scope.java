// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an answer or a decision reaches. */
enum Scope {
    /** This instance alone: the fleet could not be asked or told, or was not meant to be. */
    INSTANCE,
    /** All replicas of all services. */
    FLEET;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
