// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A started process as the run folder describes it: enough to recognise it later, and to start it again the same way.
 *
 * @param identity when it began, so that another process with a recycled pid is not taken for it
 * @param startedAt RFC 3339, for people
 * @param port where it listens on 127.0.0.1; null if nowhere
 */
public record ProcessRecord(
        Member member,
        long pid,
        String identity,
        String startedAt,
        @Nullable Integer port,
        List<String> command,
        String directory,
        Map<String, String> environment) {

    public ProcessRecord {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same command once more. */
    public ProcessSpec spec() {
        return new ProcessSpec(member, port, command, Path.of(directory), environment);
    }

    /** Whether this very process still runs. */
    @JsonIgnore
    public boolean isAlive() {
        return identity.equals(ProcessIdentity.of(pid));
    }
}
