// SPDX-License-Identifier: Apache-2.0
/** Which events a route carries and what it makes of them: pure, without any connection. */
@NullMarked
package io.ballast.bridge.mapping;

import org.jspecify.annotations.NullMarked;
