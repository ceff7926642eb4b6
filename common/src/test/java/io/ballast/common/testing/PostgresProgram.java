// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once per machine out of the artifact that embedded servers use too. */
final class PostgresProgram {

    private static final int OWNER_EXECUTES = 0100;
    private static final Path HOME = home();

    private PostgresProgram() {}

    /** The words of a command that runs {@code program}, as root too: in a user namespace root is nobody special. */
    static List<String> command(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.add(HOME.resolve("bin").resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs a command to its successful end. */
    static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path home() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        URL archive = PostgresProgram.class.getClassLoader().getResource("postgres-linux-" + architecture + ".txz");
        if (archive == null) {
            throw new IllegalStateException("the embedded PostgreSQL of this platform is not on the class path");
        }
        Path home = Path.of(
                System.getProperty("java.io.tmpdir"),
                "ballast-test-postgres-"
                        + Integer.toHexString(archive.toString().hashCode()));
        try {
            return Files.isDirectory(home) ? home : unpack(archive, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpack(URL archive, Path home) throws IOException {
        Path draft = Files.createTempDirectory("ballast-test-postgres-draft");
        try (InputStream content = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(content))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, draft.resolve(entry.getName()));
            }
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            return Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.isDirectory(home)) {
                return home; // somebody else was quicker
            }
            throw e;
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
