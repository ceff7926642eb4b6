// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.util;

/** In a package named for nothing. */
record Drawer() {}
