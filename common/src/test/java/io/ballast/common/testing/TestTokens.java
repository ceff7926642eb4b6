// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** Tokens signed with a key made for this run of the tests. */
public final class TestTokens {

    public static final String ISSUER = "https://ballast.local";
    public static final String AUDIENCE = "ballast";

    private static final KeyPair KEYS = newKeys();

    private TestTokens() {}

    /** A valid token of that role for that user, good for an hour. */
    public static String token(String role, UUID user) {
        return claims(role, user.toString())
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .sign(KEYS.getPrivate());
    }

    /** Claims to spoil before signing them with {@link #sign}. */
    public static JwtClaimsBuilder claims(String role, String subject) {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .groups(Set.of(role))
                .expiresAt(Instant.now().plus(Duration.ofHours(1)));
    }

    public static String sign(JwtClaimsBuilder claims) {
        return claims.jws().algorithm(SignatureAlgorithm.RS256).sign(KEYS.getPrivate());
    }

    /** As {@link #sign}, but with a key that nobody trusts. */
    public static String forge(JwtClaimsBuilder claims) {
        return claims.jws().algorithm(SignatureAlgorithm.RS256).sign(newKeys().getPrivate());
    }

    /** Signed with HS256 and the public key's bytes as the secret, for a verifier that lets the token choose. */
    public static String confused(JwtClaimsBuilder claims) {
        return claims.jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
    }

    /** Writes the public key where a service can be told to read it. */
    public static Path publicKeyFile() {
        try {
            Path file = Files.createTempFile("ballast-test-key", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(KEYS.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
