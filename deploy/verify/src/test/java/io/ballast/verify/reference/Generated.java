// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document made from code: compared with what is committed, or written with {@code -Dballast.docs.write=true}. */
record Generated(String path, String text) {

    static final Path ROOT = Path.of(System.getProperty("ballast.root"));

    void verify() throws IOException {
        Path file = ROOT.resolve(path);
        if (Boolean.getBoolean("ballast.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s is out of date: mvn test -pl deploy/verify -Dballast.docs.write=true -Dtest='*ReferenceTest'"
                                + " writes it anew",
                        path)
                .isEqualTo(text);
    }
}
