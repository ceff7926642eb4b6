// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.redis;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the server's program: a newer supported one on the {@code PATH}, else the one in the Maven artifact. */
final class RedisProgram {

    private final Path bin;
    private final Map<String, String> environment;

    RedisProgram(Path bin, Map<String, String> environment) {
        this.bin = bin;
        this.environment = environment;
    }

    Path locate() {
        Optional<Path> installed = installed();
        Optional<Path> bundled = bundled();
        if (installed.isPresent() && bundled.isPresent()) {
            RedisVersion bundledVersion = version(bundled.get()).orElse(RedisVersion.OLDEST);
            boolean newer = version(installed.get())
                    .filter(RedisVersion::isSupported)
                    .filter(version -> version.compareTo(bundledVersion) > 0)
                    .isPresent();
            return newer ? installed.get() : bundled.get();
        }
        return bundled.or(() -> installed.filter(
                        path -> version(path).map(RedisVersion::isSupported).orElse(false)))
                .orElseThrow(() -> LaunchException.failed(
                        "no Redis for this platform: install redis-server 6.2 to 8 and put it on the PATH"));
    }

    private Optional<Path> installed() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<RedisVersion> version(Path program) {
        try {
            return RedisVersion.in(
                    Tool.run(List.of(program.toString(), "--version")).output());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> bundled() {
        return resource().map(name -> {
            Path program = bin.resolve(name);
            try {
                if (!Files.exists(program)) {
                    unpack(name, program);
                }
                return program;
            } catch (IOException e) {
                throw LaunchException.failed("cannot unpack Redis to " + program + ": " + PrivateFiles.reason(e), e);
            }
        });
    }

    private static void unpack(String name, Path program) throws IOException {
        Path draft = program.resolveSibling(
                name + ".draft-" + ProcessHandle.current().pid());
        try (InputStream content = RedisProgram.class.getClassLoader().getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("no resource " + name);
            }
            Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
            if (!draft.toFile().setExecutable(true)) {
                throw new IOException("cannot make it executable");
            }
            Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Optional<String> resource() {
        String platform = String.valueOf(System.getProperty("os.name")).toLowerCase(Locale.ROOT) + "/"
                + System.getProperty("os.arch");
        Optional<String> name =
                switch (platform) {
                    case "linux/amd64" -> Optional.of("redis-server-6.2.6-v5-linux-amd64");
                    case "linux/aarch64" -> Optional.of("redis-server-6.2.7-linux-arm64");
                    case "mac os x/x86_64" -> Optional.of("redis-server-6.2.6-v5-darwin-amd64");
                    case "mac os x/aarch64" -> Optional.of("redis-server-6.2.6-v5-darwin-arm64");
                    default -> Optional.empty();
                };
        return name.filter(file -> RedisProgram.class.getClassLoader().getResource(file) != null);
    }
}
