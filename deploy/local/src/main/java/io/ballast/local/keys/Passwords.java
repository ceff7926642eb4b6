// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.keys;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that nobody types: generated once, kept in a file that only its owner may read. */
public final class Passwords {

    private static final int BYTES = 24;

    private final Path folder;

    public Passwords(Path folder) {
        this.folder = folder;
    }

    /** The file that holds the password of {@code name}. */
    public Path file(String name) {
        return folder.resolve(name + ".password");
    }

    /** The password itself: hexadecimal digits, so it needs no quoting anywhere. */
    public String of(String name) {
        Path file = file(name);
        try {
            PrivateFiles.makeFolder(folder);
            return PrivateFiles.createOnce(file, Passwords::generate).strip();
        } catch (IOException e) {
            throw LaunchException.failed("cannot use " + file + ": " + PrivateFiles.reason(e), e);
        }
    }

    private static String generate() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random) + "\n";
    }
}
