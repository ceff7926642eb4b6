// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.quarkus.security.AuthenticationFailedException;

/** Why credentials that the token library had no objection to are not accepted. Holds nothing of them. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AuthFailure reason;

    RefusedException(AuthFailure reason) {
        super("refused: " + reason.reason(), null, false, false);
        this.reason = reason;
    }

    /** The same as what Quarkus answers with a 401. */
    public static AuthenticationFailedException unauthorized(AuthFailure reason) {
        RefusedException cause = new RefusedException(reason);
        return new AuthenticationFailedException(cause.getMessage(), cause);
    }

    public AuthFailure reason() {
        return reason;
    }
}
