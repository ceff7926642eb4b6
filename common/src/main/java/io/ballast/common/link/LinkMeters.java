// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What meters tell of every supervised link: {@code ballast_link_up} and {@code ballast_link_reconnects_total}. */
public final class LinkMeters {

    private LinkMeters() {}

    /**
     * Registers a link under its name, which must be one of a bounded set, in place of an earlier one of that name.
     * Keeps no hold of it.
     */
    public static Supervisor watch(Supervisor link, MeterRegistry meters) {
        forget(link, meters);
        Gauge.builder("ballast_link_up", link, l -> l.state() instanceof LinkState.Up ? 1 : 0)
                .tag("link", link.name())
                .register(meters);
        FunctionCounter.builder("ballast_link_reconnects", link, l -> l.stats().reconnects())
                .tag("link", link.name())
                .register(meters);
        return link;
    }

    /** Takes the meters of a link away that is closed and whose peer is gone for good. */
    public static void forget(Supervisor link, MeterRegistry meters) {
        for (String name : List.of("ballast_link_up", "ballast_link_reconnects")) {
            meters.find(name).tag("link", link.name()).meters().forEach(meters::remove);
        }
    }
}
