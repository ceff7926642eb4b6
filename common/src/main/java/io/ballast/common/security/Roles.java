// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

/** The three roles a token can carry in {@code groups}. */
public final class Roles {

    /** Reads what belongs to its {@code sub}, and market data. */
    public static final String USER = "user";

    /** Pushes snapshots and trades for its {@code sub}. */
    public static final String AGENT = "agent";

    /** All reads, and everything that steers the suite. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
