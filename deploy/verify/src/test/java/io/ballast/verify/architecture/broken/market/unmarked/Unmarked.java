// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.unmarked;

/** In a package without null contract. */
record Unmarked() {}
