// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.util.Locale;
import java.util.UUID;

/** The broker accounts of the local run, each of a user of its own. */
public enum DemoAccount {
    /** Its bot and its broker agree. */
    DEMO_1("0b0e7a5c-0001-4d3e-9a10-6ba11a570001", 0),
    /** Now and then they do not. */
    DEMO_2("0b0e7a5c-0002-4d3e-9a10-6ba11a570002", 4),
    DEMO_3("0b0e7a5c-0003-4d3e-9a10-6ba11a570003", 8);

    private final UUID user;
    private final int divergeOneIn;

    DemoAccount(String user, int divergeOneIn) {
        this.user = UUID.fromString(user);
        this.divergeOneIn = divergeOneIn;
    }

    public UUID user() {
        return user;
    }

    /** The account's name at the broker. */
    public String account() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One position in that many is booked differently by the bot; 0: none. */
    int divergeOneIn() {
        return divergeOneIn;
    }
}
