// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

/** One node of a cluster cannot serve, and the keys that it has cannot be reached; other nodes work. */
public final class RedisPartlyUnavailableException extends RedisUnavailableException {

    private static final long serialVersionUID = 1;

    RedisPartlyUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()));
    }
}
