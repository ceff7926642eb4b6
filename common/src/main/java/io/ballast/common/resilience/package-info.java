// SPDX-License-Identifier: Apache-2.0

/** Named circuit breakers around dependencies; SmallRye Fault Tolerance is the only engine. */
@NullMarked
package io.ballast.common.resilience;

import org.jspecify.annotations.NullMarked;
