// SPDX-License-Identifier: Apache-2.0

/** Compares what the broker holds with what the bot believes it holds. Pure: no clock, no I/O, no framework. */
@NullMarked
package io.ballast.reconciliation.matching;

import org.jspecify.annotations.NullMarked;
