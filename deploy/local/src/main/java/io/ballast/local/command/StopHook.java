// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.fleet.Fleet;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.RunLock;
import io.ballast.local.process.Starter;
import java.time.Duration;

/** Stops everything when the launcher is told to end: Ctrl-C, SIGTERM, a closed terminal. */
final class StopHook {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings surroundings;
    private final Fleet fleet;
    private final Starter starter;
    private final Thread thread = new Thread(this::stop, "stop");
    private volatile boolean serving;

    StopHook(Surroundings surroundings, Fleet fleet, Starter starter) {
        this.surroundings = surroundings;
        this.fleet = fleet;
        this.starter = starter;
    }

    void arm() {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** Everything is ready: from now on being told to end is no failure, and others may take the lock. */
    void serving() {
        serving = true;
    }

    /** The launcher may end and leave everything running. */
    void disarm() {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyStopping) {
            joinIfRunning();
        }
    }

    /** Lets the hook finish where it is at work; the virtual machine ends with it. */
    void joinIfRunning() {
        if (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop() {
        starter.close();
        surroundings.say("stopping …");
        try {
            if (serving) {
                try (RunLock lock = surroundings.lock(PATIENCE)) {
                    stopAll();
                }
            } else {
                // The lock is ours already: the start was interrupted.
                stopAll();
            }
            surroundings.say("everything is stopped");
        } catch (LaunchException e) {
            surroundings.say("ballast: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
        if (serving) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void stopAll() {
        var unused = fleet.stopAll();
        // What a start that was interrupted had running for a moment, like initdb.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
