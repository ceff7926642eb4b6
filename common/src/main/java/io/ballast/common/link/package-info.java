// SPDX-License-Identifier: Apache-2.0

/** Supervision of long-lived connections: reconnecting for ever, with jitter, one attempt at a time. */
@NullMarked
package io.ballast.common.link;

import org.jspecify.annotations.NullMarked;
