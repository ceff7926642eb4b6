// SPDX-License-Identifier: Apache-2.0

/** One trace from a request through the database and a stream to a push client. */
@NullMarked
package io.ballast.verify.trace;

import org.jspecify.annotations.NullMarked;
