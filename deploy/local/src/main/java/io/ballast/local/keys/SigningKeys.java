// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.keys;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The RSA key pair of this local run: made at first use, the private half readable by its owner alone. */
public final class SigningKeys {

    private static final int BITS = 2048;
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final Path folder;
    private final PrivateKey privateKey;

    private SigningKeys(Path folder, PrivateKey privateKey) {
        this.folder = folder;
        this.privateKey = privateKey;
    }

    /** Loads the pair from {@code folder}, making it first if there is none. */
    public static SigningKeys in(Path folder) {
        Path file = folder.resolve("private.pem");
        try {
            PrivateFiles.makeFolder(folder);
            RSAPrivateCrtKey key = parse(PrivateFiles.createOnce(file, SigningKeys::newPrivateKey));
            PublicKey counterpart = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            String pem = pem(PUBLIC, counterpart.getEncoded());
            Path publicFile = folder.resolve("public.pem");
            if (!Files.exists(publicFile) || !Files.readString(publicFile).equals(pem)) {
                PrivateFiles.write(publicFile, pem);
            }
            return new SigningKeys(folder, key);
        } catch (IOException e) {
            throw LaunchException.failed("cannot use the keys in " + folder + ": " + PrivateFiles.reason(e), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw LaunchException.failed(file + " is no RSA key; delete it, a new one is made", e);
        }
    }

    /** PEM file that services verify tokens with. */
    public Path publicKeyFile() {
        return folder.resolve("public.pem");
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    private static String newPrivateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return pem(PRIVATE, generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAPrivateCrtKey parse(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] encoded = Base64.getDecoder().decode(body);
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
