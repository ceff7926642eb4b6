// SPDX-License-Identifier: Apache-2.0

/** What caching owes to users whose requests are spread over several instances. */
@NullMarked
package io.ballast.verify.cache;

import org.jspecify.annotations.NullMarked;
