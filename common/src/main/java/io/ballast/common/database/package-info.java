// SPDX-License-Identifier: Apache-2.0

/**
 * A PostgreSQL primary and its replica: found, watched, and used so that reads go on while one of them is away. Plain
 * classes: only a service that has a database makes beans of them.
 */
@NullMarked
package io.ballast.common.database;

import org.jspecify.annotations.NullMarked;
