// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.postgres;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Tool;
import java.io.IOException;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Inside a user namespace of its own root is an ordinary user, and its files stay
 * its own.
 */
final class RootGuard {

    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private RootGuard() {}

    /** The words before a PostgreSQL command that let it run as whoever we are; none for an ordinary user. */
    static List<String> prefix() {
        return "root".equals(System.getProperty("user.name")) ? namespace() : List.of();
    }

    private static List<String> namespace() {
        try {
            if (Tool.run(List.of("unshare", "-U", "true")).succeeded()) {
                return NAMESPACE;
            }
        } catch (IOException e) {
            throw refusal();
        }
        throw refusal();
    }

    private static LaunchException refusal() {
        return LaunchException.failed("PostgreSQL does not run as root, and 'unshare -U' does not work here: "
                + "run ./ballast as another user");
    }
}
