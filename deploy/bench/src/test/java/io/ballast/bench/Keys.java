// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.cache.CacheKey;
import java.util.UUID;
import java.util.stream.IntStream;

/** Keys and a value as the status query has them. */
final class Keys {

    /** About as long as a small status. */
    static final String ANSWER = "{\"status\":\"" + "x".repeat(500) + "\"}";

    private Keys() {}

    static CacheKey[] some(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CacheKey.ofUser("reconciliation", new UUID(7, i), "status"))
                .toArray(CacheKey[]::new);
    }
}
