// SPDX-License-Identifier: Apache-2.0
/** OKX v5: books whose updates name the one before, and older ones with a checksum. */
@NullMarked
package io.ballast.market.venue.okx;

import org.jspecify.annotations.NullMarked;
