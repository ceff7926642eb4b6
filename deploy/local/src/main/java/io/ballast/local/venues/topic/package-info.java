// SPDX-License-Identifier: Apache-2.0
/** What venues have in common whose data is subscribed to by named topics. */
@NullMarked
package io.ballast.local.venues.topic;

import org.jspecify.annotations.NullMarked;
