// SPDX-License-Identifier: Apache-2.0

/** What the tests see the suite through: HTTP, push connections, Redis and traces, as any client of it would. */
@NullMarked
package io.ballast.verify.client;

import org.jspecify.annotations.NullMarked;
