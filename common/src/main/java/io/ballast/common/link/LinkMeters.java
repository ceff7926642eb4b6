// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What meters tell of every supervised link: {@code ballast_link_up} and {@code ballast_link_reconnects_total}. */
public final class LinkMeters {

    private LinkMeters() {}

    /**
     * Registers a link under its name, which must be one of a bounded set, in place of an earlier one of that name.
     * Keeps no hold of it.
     */
    public static Supervisor watch(Supervisor link, MeterRegistry meters) {
        meters.find("ballast_link_up").tag("link", link.name()).meters().forEach(meters::remove);
        meters.find("ballast_link_reconnects").tag("link", link.name()).meters().forEach(meters::remove);
        Gauge.builder("ballast_link_up", link, l -> l.state() instanceof LinkState.Up ? 1 : 0)
                .tag("link", link.name())
                .register(meters);
        FunctionCounter.builder("ballast_link_reconnects", link, l -> l.stats().reconnects())
                .tag("link", link.name())
                .register(meters);
        return link;
    }
}
