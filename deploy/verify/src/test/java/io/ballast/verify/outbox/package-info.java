// SPDX-License-Identifier: Apache-2.0

/** The way of a committed event to its stream and its owner, while processes are killed and stopped. */
@NullMarked
package io.ballast.verify.outbox;

import org.jspecify.annotations.NullMarked;
