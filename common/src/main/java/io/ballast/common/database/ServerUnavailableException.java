// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

/** A server is away, too slow, or kept away from by its breaker: worth trying elsewhere, or later. */
public final class ServerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerUnavailableException(String message) {
        super(message);
    }

    ServerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
