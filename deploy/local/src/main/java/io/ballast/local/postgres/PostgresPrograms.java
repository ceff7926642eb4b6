// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.postgres;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server's programs: those in the Maven artifact for this platform, unpacked once, else those on the
 * {@code PATH}.
 */
final class PostgresPrograms {

    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar");

    private final Path bin;
    private final Map<String, String> environment;

    PostgresPrograms(Path bin, Map<String, String> environment) {
        this.bin = bin;
        this.environment = environment;
    }

    /** The folder that holds {@code initdb} and {@code postgres}. */
    Path locate() {
        String archive = "postgres-" + platform() + ".txz";
        URL resource = PostgresPrograms.class.getClassLoader().getResource(archive);
        if (resource == null) {
            return installed(archive);
        }
        Path home = bin.resolve("postgres-" + version(resource));
        try {
            if (!Files.isDirectory(home)) {
                unpack(resource, home);
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot unpack PostgreSQL to " + home + ": " + PrivateFiles.reason(e), e);
        }
        return home.resolve("bin");
    }

    private Path installed(String archive) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .orElseThrow(() -> LaunchException.failed("no PostgreSQL for this platform: the build has no " + archive
                        + " and there are no initdb and postgres on the PATH; install PostgreSQL 15 or newer"));
    }

    private static void unpack(URL resource, Path home) throws IOException {
        Path draft = home.resolveSibling(
                home.getFileName() + ".draft-" + ProcessHandle.current().pid());
        PrivateFiles.deleteTree(draft);
        try {
            try (InputStream archive = new BufferedInputStream(resource.openStream())) {
                TxzArchive.unpack(archive, draft);
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            PrivateFiles.deleteTree(draft);
        }
    }

    private static String version(URL resource) {
        Matcher matcher = VERSION.matcher(resource.toString());
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static String platform() {
        return system(System.getProperty("os.name")) + "-" + architecture(System.getProperty("os.arch"));
    }

    private static String system(@Nullable String name) {
        String known = String.valueOf(name).toLowerCase(Locale.ROOT);
        return known.contains("mac") ? "darwin" : known.contains("linux") ? "linux" : known;
    }

    private static String architecture(@Nullable String name) {
        return switch (String.valueOf(name)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> String.valueOf(name);
        };
    }
}
