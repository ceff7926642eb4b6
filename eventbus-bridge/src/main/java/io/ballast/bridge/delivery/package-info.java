// SPDX-License-Identifier: Apache-2.0
/** How events reach one client: positions and cursors, who may see what, and what happens to a client that is slow. */
@NullMarked
package io.ballast.bridge.delivery;

import org.jspecify.annotations.NullMarked;
