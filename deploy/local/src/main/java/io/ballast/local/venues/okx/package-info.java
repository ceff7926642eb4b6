// SPDX-License-Identifier: Apache-2.0
/** OKX's v5 protocol, replayed or simulated. */
@NullMarked
package io.ballast.local.venues.okx;

import org.jspecify.annotations.NullMarked;
