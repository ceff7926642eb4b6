// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.ballast.common.observability.MeterCatalogue.Entry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Gives each of our meters the catalogue's meaning as its help text, and a last line of defence: a meter that a mistake
 * would give more than {@value #MOST_SERIES} series gets no more of them.
 */
@Singleton
class DescribedMeters implements MeterFilter {

    static final int MOST_SERIES = 1000;

    private static final Logger LOG = Logger.getLogger(DescribedMeters.class);
    private static final String OURS = "ballast_";

    private final Map<String, String> meanings = MeterCatalogue.entries().stream()
            .collect(Collectors.toMap(DescribedMeters::registeredName, Entry::meaning, (first, second) -> first));
    private final Map<String, Set<Meter.Id>> series = new ConcurrentHashMap<>();

    /** Prometheus adds the suffix of counters and the unit of timers. */
    private static String registeredName(Entry entry) {
        return switch (entry.type()) {
            case "counter" -> entry.name().replaceFirst("_total$", "");
            case "summary" -> entry.name().replaceFirst("_seconds$", "");
            default -> entry.name();
        };
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String meaning = id.getDescription() == null ? meanings.get(id.getName()) : null;
        return meaning == null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), meaning, id.getType());
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!id.getName().startsWith(OURS)) {
            return MeterFilterReply.NEUTRAL;
        }
        Set<Meter.Id> known = series.computeIfAbsent(id.getName(), name -> ConcurrentHashMap.newKeySet());
        if (known.contains(id)) {
            return MeterFilterReply.NEUTRAL;
        }
        if (known.size() >= MOST_SERIES) {
            return MeterFilterReply.DENY;
        }
        known.add(id);
        if (known.size() == MOST_SERIES) {
            LOG.warnf("a meter has too many series, no more are kept: meter=%s most=%d", id.getName(), MOST_SERIES);
        }
        return MeterFilterReply.NEUTRAL;
    }
}
