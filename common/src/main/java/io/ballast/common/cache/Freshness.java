// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.util.Optional;

/**
 * What a loader's source must have seen.
 *
 * @param walPosition a PostgreSQL WAL position (LSN): read the primary, or a replica that has replayed past it; empty:
 *     the key was not invalidated lately, and any source will do
 */
public record Freshness(Optional<String> walPosition) {

    public static final Freshness ANY = new Freshness(Optional.empty());
}
