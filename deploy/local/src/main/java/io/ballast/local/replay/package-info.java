// SPDX-License-Identifier: Apache-2.0

/** What recorded captures contain, as configuration of the venues they are replayed for. */
@NullMarked
package io.ballast.local.replay;

import org.jspecify.annotations.NullMarked;
