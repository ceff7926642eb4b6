// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import java.util.Locale;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Why a caller was turned away, as the counter {@code ballast_auth_failures_total} tells them apart. */
public enum AuthFailure {
    /** No credentials at all. */
    MISSING,
    MALFORMED,
    EXPIRED,
    NOT_YET_VALID,
    INVALID_SIGNATURE,
    /** Signed, or not signed, in a way that is not accepted: {@code alg:none}, a symmetric key. */
    WRONG_ALGORITHM,
    WRONG_ISSUER,
    WRONG_AUDIENCE,
    /** {@code sub} is missing or no UUID. */
    INVALID_SUBJECT,
    WRONG_ROLE,
    /** A ticket that was used, has expired, or never was one. */
    INVALID_TICKET,
    RATE_LIMITED,
    OTHER;

    /** The label's value. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As precise as the exception allows. */
    public static AuthFailure of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusedException refused -> {
                    return refused.reason();
                }
                case ForbiddenException forbidden -> {
                    return WRONG_ROLE;
                }
                case UnauthorizedException anonymous -> {
                    return MISSING;
                }
                case InvalidAlgorithmException algorithm -> {
                    return WRONG_ALGORITHM;
                }
                case InvalidJwtException jwt -> {
                    return ofToken(jwt);
                }
                default -> {}
            }
        }
        return OTHER;
    }

    private static AuthFailure ofToken(InvalidJwtException jwt) {
        for (Throwable cause = jwt.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidAlgorithmException) {
                return WRONG_ALGORITHM;
            }
        }
        // a token can be wrong in several ways; the first that matters is the one to look into
        if (jwt.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return INVALID_SIGNATURE;
        }
        if (jwt.hasErrorCode(ErrorCodes.SIGNATURE_MISSING)) {
            return WRONG_ALGORITHM;
        }
        if (jwt.hasErrorCode(ErrorCodes.ISSUER_INVALID) || jwt.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return WRONG_ISSUER;
        }
        if (jwt.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || jwt.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return WRONG_AUDIENCE;
        }
        if (jwt.hasErrorCode(ErrorCodes.EXPIRED) || jwt.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return EXPIRED;
        }
        if (jwt.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return NOT_YET_VALID;
        }
        return MALFORMED;
    }
}
