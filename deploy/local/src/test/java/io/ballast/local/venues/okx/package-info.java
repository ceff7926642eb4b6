// SPDX-License-Identifier: Apache-2.0

/** OKX's protocol, followed as a client would. */
@NullMarked
package io.ballast.local.venues.okx;

import org.jspecify.annotations.NullMarked;
