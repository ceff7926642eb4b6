// SPDX-License-Identifier: Apache-2.0

/** What the bot tells of its trades, and what they come to. */
@NullMarked
package io.ballast.reconciliation.trades;

import org.jspecify.annotations.NullMarked;
