// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.net.URI;

/** Asks a process once whether it can do its work. */
@FunctionalInterface
public interface Readiness {

    /**
     * Answers within two seconds, and never throws only because the process is not ready.
     *
     * @throws io.ballast.local.problem.LaunchException if it never will be, and why
     */
    boolean isReady();

    /** Ready when a GET of {@code address} answers 200. */
    static Readiness http(URI address) {
        return new HttpReadiness(address);
    }
}
