// SPDX-License-Identifier: Apache-2.0
package io.ballast.local;

import io.ballast.local.command.CommandLineEntry;

/** Starts the command line; the jar's manifest names it. */
final class Ballast {

    private Ballast() {}

    public static void main(String[] arguments) {
        // Libraries that log through SLF4J have nothing to say here, not even that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(CommandLineEntry.run(arguments));
    }
}
