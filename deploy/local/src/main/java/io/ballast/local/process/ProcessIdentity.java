// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process from a later one with the same pid by the moment it began. On Linux that is the boot and the clock
 * ticks since (proc(5), {@code /proc/pid/stat} field 22), which a step of the wall clock does not change.
 */
final class ProcessIdentity {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    private ProcessIdentity() {}

    /** The running process's identity; null if there is none, or only its remains wait to be collected. */
    static @Nullable String of(long pid) {
        return Files.isDirectory(PROC.resolve("self")) ? ofLinux(pid) : ofHandle(pid);
    }

    private static @Nullable String ofLinux(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return null;
            }
            String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"));
            return boot.strip() + "+" + fields[START_TICKS];
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String ofHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toString)
                .orElse(null);
    }
}
