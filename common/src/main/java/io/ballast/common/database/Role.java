// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

/** What a server is used for. */
enum Role {
    PRIMARY("postgres-primary"),
    REPLICA("postgres-replica");

    private final String link;

    Role(String link) {
        this.link = link;
    }

    /** The name of its link and of its breaker. */
    String link() {
        return link;
    }
}
