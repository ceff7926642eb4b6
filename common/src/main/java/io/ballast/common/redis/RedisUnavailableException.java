// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

/** Redis did not answer, or its link is known to be down. Nothing is known about whether a command was carried out. */
public sealed class RedisUnavailableException extends RuntimeException permits RedisPartlyUnavailableException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message, null, false, false);
    }
}
