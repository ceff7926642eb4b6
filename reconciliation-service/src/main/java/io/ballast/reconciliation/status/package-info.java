// SPDX-License-Identifier: Apache-2.0

/** Does the bot's book equal the broker's? The answer in one object. */
@NullMarked
package io.ballast.reconciliation.status;

import org.jspecify.annotations.NullMarked;
