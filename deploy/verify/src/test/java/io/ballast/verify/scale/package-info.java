// SPDX-License-Identifier: Apache-2.0

/** That a query costs the same with a long history as with a short one. */
@NullMarked
package io.ballast.verify.scale;

import org.jspecify.annotations.NullMarked;
