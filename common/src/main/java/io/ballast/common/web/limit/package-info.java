// SPDX-License-Identifier: Apache-2.0

/** How much one address or one subject may ask for at once. */
@NullMarked
package io.ballast.common.web.limit;

import org.jspecify.annotations.NullMarked;
