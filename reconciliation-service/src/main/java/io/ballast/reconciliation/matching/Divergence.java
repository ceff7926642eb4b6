// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

/**
 * One way in which the two sides of a pair differ.
 *
 * @param detail both values, for a person
 */
public record Divergence(DivergenceReason reason, String detail) {}
