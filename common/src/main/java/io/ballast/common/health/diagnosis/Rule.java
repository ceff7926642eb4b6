// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/** Draws conclusions from facts, and from what the rules before it found. Pure. */
interface Rule {

    Stream<Finding> apply(Facts facts, List<Finding> found);
}
