// SPDX-License-Identifier: Apache-2.0

/** Who is calling: roles, and the user that a verified token stands for. */
@NullMarked
package io.ballast.common.security;

import org.jspecify.annotations.NullMarked;
