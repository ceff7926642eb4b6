// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.time.Duration;

/**
 * How a link is supervised.
 *
 * @param backoff waits between attempts
 * @param connectTimeout an attempt that is not up by then has failed
 * @param silence an up link that heard nothing for so long is down
 * @param stableAfter up for so long, the failure count begins anew
 */
public record LinkSettings(Backoff backoff, Duration connectTimeout, Duration silence, Duration stableAfter) {

    /** The platform's defaults: 0.5 s to 30 s, 5 s to connect, 3 s of silence, stable after 10 s. */
    public static LinkSettings defaults() {
        return new LinkSettings(
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10));
    }

    public LinkSettings withSilence(Duration longest) {
        return new LinkSettings(backoff, connectTimeout, longest, stableAfter);
    }

    public LinkSettings withBackoff(Backoff other) {
        return new LinkSettings(other, connectTimeout, silence, stableAfter);
    }
}
