// SPDX-License-Identifier: Apache-2.0

/** The log as clients see it. */
@NullMarked
package io.ballast.reconciliation.events;

import org.jspecify.annotations.NullMarked;
