// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.mutiny.Uni;

/** Makes the value of one key: JSON in UTF-8. Runs on the context of the caller for whom it is made. */
@FunctionalInterface
public interface Loader {

    Uni<byte[]> load(Freshness atLeast);
}
