// SPDX-License-Identifier: Apache-2.0

/** A broker simulator: demo accounts that push snapshots and the bot's trades to reconciliation. */
@NullMarked
package io.ballast.local.broker;

import org.jspecify.annotations.NullMarked;
