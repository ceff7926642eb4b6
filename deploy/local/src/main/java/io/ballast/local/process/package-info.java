// SPDX-License-Identifier: Apache-2.0

/** The processes of a local run: how they are started detached, described on disk, watched and ended. */
@NullMarked
package io.ballast.local.process;

import org.jspecify.annotations.NullMarked;
