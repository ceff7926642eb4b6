// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends processes and what they started. */
public final class Stopper {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Stopper() {}

    /** Asks the process to end, waits, and kills what is left after {@code patience}. Returns when nothing is. */
    public static void stop(ProcessRecord target, Duration patience) {
        if (!target.isAlive()) {
            return;
        }
        List<ProcessHandle> children = descendants(target);
        signal(target.pid(), target.member().stopSignal());
        await(target, patience);
        finish(target, children);
    }

    /** SIGKILL for the process and all it started. Returns when they are gone. */
    public static void kill(ProcessRecord target) {
        if (target.isAlive()) {
            // Listed before the kill: orphans can no longer be told from others.
            finish(target, descendants(target));
        }
    }

    private static void finish(ProcessRecord target, List<ProcessHandle> children) {
        if (target.isAlive()) {
            ProcessHandle.of(target.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        await(target, AFTER_KILL);
        if (target.isAlive()) {
            throw LaunchException.failed(
                    target.member().id() + " (pid " + target.pid() + ") does not end, not even when killed");
        }
        for (ProcessHandle child : children) {
            awaitEnd(child);
        }
    }

    private static List<ProcessHandle> descendants(ProcessRecord target) {
        return ProcessHandle.of(target.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    private static void await(ProcessRecord target, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (target.isAlive() && System.nanoTime() < deadline) {
            pause();
        }
    }

    private static void awaitEnd(ProcessHandle child) {
        long deadline = System.nanoTime() + AFTER_KILL.toNanos();
        while (ProcessIdentity.of(child.pid()) != null && child.isAlive() && System.nanoTime() < deadline) {
            pause();
        }
    }

    private static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }
}
