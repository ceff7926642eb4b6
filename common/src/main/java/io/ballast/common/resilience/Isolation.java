// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import java.time.Instant;

/** A dependency that an operator keeps calls away from. */
public record Isolation(OperatorAct act, Instant since, Instant until) {}
