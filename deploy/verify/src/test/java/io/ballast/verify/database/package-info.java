// SPDX-License-Identifier: Apache-2.0

/** A service over a primary and its replica, while either fails and while they change roles. */
@NullMarked
package io.ballast.verify.database;

import org.jspecify.annotations.NullMarked;
