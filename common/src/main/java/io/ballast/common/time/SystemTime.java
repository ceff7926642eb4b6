// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The machine's clocks. */
@ApplicationScoped
class SystemTime implements TimeSource {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
