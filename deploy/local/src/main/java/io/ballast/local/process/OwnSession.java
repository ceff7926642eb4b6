// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words before a command that give it a session of its own and keep its pid; none where no program can. */
final class OwnSession {

    private OwnSession() {}

    static List<String> prefix(Map<String, String> environment) {
        Optional<Path> setsid = onPath("setsid", environment);
        if (setsid.isPresent()) {
            return List.of(setsid.get().toString());
        }
        // macOS has no setsid program, but it has Perl.
        return onPath("perl", environment)
                .map(perl -> List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV"))
                .orElse(List.of());
    }

    private static Optional<Path> onPath(String program, Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
