// SPDX-License-Identifier: Apache-2.0

/** What operators do with breakers: overrides, their history, and the view over all instances of all services. */
@NullMarked
package io.ballast.common.resilience.control;

import org.jspecify.annotations.NullMarked;
