// SPDX-License-Identifier: Apache-2.0

/** A real PostgreSQL server out of the Maven artifact, with durable settings and data that stay. */
@NullMarked
package io.ballast.local.postgres;

import org.jspecify.annotations.NullMarked;
