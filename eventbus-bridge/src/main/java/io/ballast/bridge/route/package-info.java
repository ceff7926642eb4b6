// SPDX-License-Identifier: Apache-2.0
/** Routes: what is carried from where to where, how far each has come, and in which state it is. */
@NullMarked
package io.ballast.bridge.route;

import org.jspecify.annotations.NullMarked;
