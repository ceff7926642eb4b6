// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.postgres;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A data folder as the server left it, in good order or not. */
final class PostgresData {

    private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");

    private final Path folder;

    PostgresData(Path folder) {
        this.folder = folder;
    }

    boolean exists() {
        return Files.exists(folder.resolve("PG_VERSION"));
    }

    /** @throws LaunchException if another major version made these data: the server would not read them */
    void requireVersionOf(List<String> prefix, Path programs) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(programs.resolve("postgres").toString(), "--version"));
        try {
            String made = Files.readString(folder.resolve("PG_VERSION")).strip();
            Matcher have = MAJOR.matcher(Tool.run(command).output());
            if (have.find() && !have.group(1).equals(made)) {
                throw LaunchException.failed("the data in " + folder + " were made by PostgreSQL " + made
                        + ", the programs are " + have.group(1) + "; ./ballast up --fresh starts with empty data");
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + folder + ": " + PrivateFiles.reason(e), e);
        }
    }

    /**
     * Removes the lock of a killed server when its pid now belongs to something else; the server itself clears it only
     * where no process has that pid. Call only when no server of this folder can be running.
     */
    void clearStaleLock() {
        Path lock = folder.resolve("postmaster.pid");
        try {
            if (Files.exists(lock) && !isServer(Files.readAllLines(lock).getFirst())) {
                Files.deleteIfExists(lock);
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + lock + ": " + PrivateFiles.reason(e), e);
        }
    }

    private static boolean isServer(String pid) {
        return pid.strip().matches("\\d+")
                && ProcessHandle.of(Long.parseLong(pid.strip()))
                        .flatMap(process -> process.info().command())
                        .map(command -> command.endsWith("postgres"))
                        .orElse(false);
    }
}
