// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.problem;

/** Ends a command with one line that says what is wrong and what to do. */
public final class LaunchException extends RuntimeException {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final int exitCode;

    private LaunchException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was right, what it was to do failed: exit code 1. */
    public static LaunchException failed(String message) {
        return new LaunchException(message, FAILED);
    }

    /** As {@link #failed(String)}, keeping the cause for {@code --verbose}. */
    public static LaunchException failed(String message, Throwable cause) {
        LaunchException failure = failed(message);
        failure.initCause(cause);
        return failure;
    }

    /** The command line itself is wrong: exit code 2. */
    public static LaunchException misused(String message) {
        return new LaunchException(message, MISUSED);
    }

    public int exitCode() {
        return exitCode;
    }
}
