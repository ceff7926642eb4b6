// SPDX-License-Identifier: Apache-2.0

/** Topics, recorded and played. */
@NullMarked
package io.ballast.local.venues.topic;

import org.jspecify.annotations.NullMarked;
