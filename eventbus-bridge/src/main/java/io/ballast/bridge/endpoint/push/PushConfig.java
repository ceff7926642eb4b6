// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What push clients may cost, and how they are kept in touch. */
@ConfigMapping(prefix = "ballast.bridge.push")
interface PushConfig {

    /** Connections one user may have at a time, WebSocket and SSE together; one more is refused. */
    @WithDefault("20")
    int connectionsPerUser();

    /** Connections of all users together; one more is refused. */
    @WithDefault("5000")
    int connections();

    /** Events that may wait for one client; beyond that it gets a gap. As many again may be on their way to it. */
    @WithDefault("4096")
    int bufferEvents();

    /** Characters of text that may wait for one client; beyond that it gets a gap. */
    @WithDefault("8388608")
    long bufferBytes();

    /** From so many waiting events on, newer market states replace older ones. */
    @WithDefault("256")
    int conflateAbove();

    /** An event whose JSON is longer (in characters) goes to the dead letters instead of to clients. */
    @WithDefault("1048576")
    int eventBytes();

    /**
     * Longest frame, in bytes. A client that sends a longer frame or message is disconnected (what it says is ignored
     * anyway); longer messages to a client are sent as several frames.
     */
    @WithDefault("65536")
    int frameBytes();

    /** Entries read at once, per topic, for a client that is behind. */
    @WithDefault("200")
    int replayPage();

    /** Wait before history is read again for a client, after that failed. */
    @WithDefault("500ms")
    Duration replayRetry();

    /** A client that was sent nothing for so long gets a heartbeat. */
    @WithDefault("10s")
    Duration heartbeat();

    /** A client that takes nothing for so long, though something waits for it, is disconnected. */
    @WithDefault("60s")
    Duration stallLimit();
}
