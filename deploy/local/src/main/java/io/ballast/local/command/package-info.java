// SPDX-License-Identifier: Apache-2.0

/** The command line. */
@NullMarked
package io.ballast.local.command;

import org.jspecify.annotations.NullMarked;
