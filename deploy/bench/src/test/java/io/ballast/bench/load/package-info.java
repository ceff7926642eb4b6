// SPDX-License-Identifier: Apache-2.0

/** Open load on the real service, as many users make it: what they wait, what is cached, what the database sees. */
@NullMarked
package io.ballast.bench.load;

import org.jspecify.annotations.NullMarked;
