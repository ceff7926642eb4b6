// SPDX-License-Identifier: Apache-2.0

/** The service's PostgreSQL: where it is, whether it is there, and that its tables are as this version needs them. */
@NullMarked
package io.ballast.reconciliation.storage;

import org.jspecify.annotations.NullMarked;
