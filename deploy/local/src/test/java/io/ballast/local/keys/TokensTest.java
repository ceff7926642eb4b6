// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private static final UUID USER = UUID.fromString("6d1f7b52-64a5-4b7e-8a39-2f2f41b6a001");
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aTokenVerifiesWithThePublicKeyAndSaysWhoAndWhatFor() throws Exception {
        Path keys = folder.resolve("keys");
        String token = new Tokens(SigningKeys.in(keys)).mint(Role.OPERATOR, USER, NOW, Duration.ofHours(8));

        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(publicKey(keys))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "RS256")
                .setExpectedIssuer("https://ballast.local")
                .setExpectedAudience("ballast")
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond() + 60))
                .build()
                .processToClaims(token);

        assertThat(claims.getSubject()).isEqualTo(USER.toString());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("operator");
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plus(Duration.ofHours(8)).getEpochSecond());
    }

    @Test
    void thePairIsMadeOnceAndOnlyItsOwnerReadsThePrivateHalf() throws Exception {
        Path keys = folder.resolve("keys");
        Path publicFile = SigningKeys.in(keys).publicKeyFile();
        String first = Files.readString(publicFile);

        Files.delete(SigningKeys.in(keys).publicKeyFile());

        assertThat(Files.readString(SigningKeys.in(keys).publicKeyFile())).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(keys)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(keys.resolve("private.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(((RSAPublicKey) publicKey(keys)).getModulus().bitLength()).isEqualTo(2048);
    }

    @Test
    void passwordsAreMadeOnceAndPrivate() throws IOException {
        Passwords passwords = new Passwords(folder);
        String password = passwords.of("database");

        assertThat(password).matches("[0-9a-f]{48}").isEqualTo(new Passwords(folder).of("database"));
        assertThat(password).isNotEqualTo(passwords.of("other"));
        assertThat(Files.getPosixFilePermissions(passwords.file("database")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aDamagedKeySaysWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("private.pem"), "nonsense");

        assertThatThrownBy(() -> SigningKeys.in(folder))
                .hasMessage(file + " is no RSA key; delete it, a new one is made");
    }

    private static PublicKey publicKey(Path keys) throws IOException, GeneralSecurityException {
        String pem = Files.readString(keys.resolve("public.pem"));
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
