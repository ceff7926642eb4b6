// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an answer or a decision reaches. */
enum Scope {
    /** This instance alone: the fleet could not be asked or told, or was not meant to be. */
    @JsonProperty("instance")
    INSTANCE,
    /** All replicas of all services. */
    @JsonProperty("fleet")
    FLEET
}
