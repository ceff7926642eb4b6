// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The commands of {@code ./ballast} that start nothing, over processes started elsewhere. */
record Launcher(Path home, Map<String, String> ports) {

    String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("ballast.root"), "ballast").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BALLAST_LOCAL_HOME", home.toString());
        builder.environment().put("BALLAST_LOCAL_BUILD", "never");
        builder.environment().putAll(ports);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return out.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A token as {@code ./ballast token} prints it, without starting a process for each (RFC 7515, RS256). */
    String userToken(UUID user) {
        String claims =
                """
                {"iss":"https://ballast.local","aud":"ballast","sub":"%s","groups":["user"],"iat":%d,"exp":%d}"""
                        .formatted(
                                user,
                                Instant.now().getEpochSecond(),
                                Instant.now().plusSeconds(600).getEpochSecond());
        String signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims);
        try {
            String pem = Files.readString(home.resolve("keys/private.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
