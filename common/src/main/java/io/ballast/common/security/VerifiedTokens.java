// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.ballast.common.time.TimeSource;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Verifies each token once and remembers it by its hash, bounded, until it expires or the configured time is over,
 * whichever is first: an RS256 check costs as much as everything else about a small request. Also demands what the
 * library does not: that {@code sub} is a UUID, and that {@code exp} is over not even by the usual minute of grace.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class VerifiedTokens implements JWTParser {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final JWTParser verifier;
    private final TimeSource time;
    private final Cache<ByteBuffer, JsonWebToken> verified;

    @Inject
    VerifiedTokens(DefaultJWTParser verifier, SecurityConfig config, TimeSource time) {
        this((JWTParser) verifier, config, time);
    }

    VerifiedTokens(JWTParser verifier, SecurityConfig config, TimeSource time) {
        this.verifier = verifier;
        this.time = time;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.verifiedTokens())
                .expireAfter(Expiry.<ByteBuffer, JsonWebToken>writing(
                        (hash, token) -> remembered(token, config.verifiedFor())))
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public JsonWebToken parse(String token) throws ParseException {
        ByteBuffer hash = hash(token);
        JsonWebToken known = verified.getIfPresent(hash);
        if (known != null && time.now().isBefore(expiry(known))) { // the wall clock decides, it may have jumped
            return known;
        }
        JsonWebToken fresh = checked(verifier.parse(token));
        verified.put(hash, fresh);
        return fresh;
    }

    private JsonWebToken checked(JsonWebToken token) throws ParseException {
        @Nullable String subject = token.getSubject();
        if (subject == null || !UUID.matcher(subject).matches()) {
            throw new ParseException("sub is no UUID", new RefusedException(AuthFailure.INVALID_SUBJECT));
        }
        if (!time.now().isBefore(expiry(token))) {
            throw new ParseException("expired", new RefusedException(AuthFailure.EXPIRED));
        }
        return token;
    }

    private Duration remembered(JsonWebToken token, Duration most) {
        Duration left = Duration.between(time.now(), expiry(token));
        return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
    }

    long remembered() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    private static Instant expiry(JsonWebToken token) {
        return Instant.ofEpochSecond(token.getExpirationTime());
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public JsonWebToken parse(String token, JWTAuthContextInfo context) throws ParseException {
        return checked(verifier.parse(token, context));
    }

    @Override
    public JsonWebToken verify(String token, PublicKey key) throws ParseException {
        return verifier.verify(token, key);
    }

    @Override
    public JsonWebToken verify(String token, SecretKey key) throws ParseException {
        return verifier.verify(token, key);
    }

    @Override
    public JsonWebToken verify(String token, String secret) throws ParseException {
        return verifier.verify(token, secret);
    }

    @Override
    public JsonWebToken decrypt(String token, PrivateKey key) throws ParseException {
        return verifier.decrypt(token, key);
    }

    @Override
    public JsonWebToken decrypt(String token, SecretKey key) throws ParseException {
        return verifier.decrypt(token, key);
    }

    @Override
    public JsonWebToken decrypt(String token, String secret) throws ParseException {
        return verifier.decrypt(token, secret);
    }

    @Override
    public JsonWebToken parseOnly(String token) throws ParseException {
        return verifier.parseOnly(token);
    }
}
