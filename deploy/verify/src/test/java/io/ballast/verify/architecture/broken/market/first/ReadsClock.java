// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import java.time.Instant;

/** Reads a clock by itself. */
final class ReadsClock {

    private ReadsClock() {}

    static Instant now() {
        return Instant.now();
    }
}
