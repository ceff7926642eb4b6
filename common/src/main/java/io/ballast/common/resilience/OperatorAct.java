// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import org.jspecify.annotations.Nullable;

/**
 * Who ordered a transition.
 *
 * @param actor the token's {@code sub}
 * @param instance the instance that took the order
 * @param traceparent W3C trace context of the request, null where it was not traced
 */
public record OperatorAct(String actor, String reason, String instance, @Nullable String traceparent) {}
