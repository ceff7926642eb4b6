// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

/**
 * One breaker now.
 *
 * @param state {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 */
public record BreakerStatus(String name, String state) {}
