// SPDX-License-Identifier: Apache-2.0

/** The agents that people run beside their terminals and bots, against the real service. */
@NullMarked
package io.ballast.verify.agents;

import org.jspecify.annotations.NullMarked;
