// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

/** Hears what a server says of itself. Must not block. */
interface ServerListener {

    /** Found and usable. */
    void cameUp(ServerState state);

    /** Answered a ping. */
    void answered(ServerState state);
}
