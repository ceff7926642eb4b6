// SPDX-License-Identifier: Apache-2.0

/** Whether the suite knows what is wrong with it: real faults in real processes, and what the operator is told. */
@NullMarked
package io.ballast.verify.diagnosis;

import org.jspecify.annotations.NullMarked;
