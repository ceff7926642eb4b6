// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one process is started.
 *
 * @param port where it listens on 127.0.0.1; null if nowhere
 * @param environment variables on top of the inherited ones
 */
public record ProcessSpec(
        Member member, @Nullable Integer port, List<String> command, Path directory, Map<String, String> environment) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
