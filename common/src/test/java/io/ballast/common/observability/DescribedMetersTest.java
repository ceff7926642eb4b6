// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescribedMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    DescribedMetersTest() {
        meters.config().meterFilter(new DescribedMeters());
    }

    @Test
    void ourMetersCarryTheCataloguesMeaning() {
        meters.counter("ballast_events_published", "topic", "market.trades").increment();

        assertThat(meters.get("ballast_events_published").counter().getId().getDescription())
                .isEqualTo("events confirmed by Redis");
        assertThat(meters.get("ballast_events_published").counter().getId().getTag("topic"))
                .isEqualTo("market.trades");
    }

    @Test
    void aLabelThatGrowsByMistakeStopsGrowing() {
        for (int user = 0; user < 5000; user++) {
            meters.counter("ballast_mistake", "user", "u" + user).increment();
            meters.counter("theirs", "user", "u" + user).increment();
        }

        assertThat(meters.find("ballast_mistake").counters()).hasSize(DescribedMeters.MOST_SERIES);
        assertThat(meters.find("theirs").counters()).hasSize(5000);
        meters.counter("ballast_mistake", "user", "u1").increment();
        assertThat(meters.get("ballast_mistake").tag("user", "u1").counter().count())
                .isEqualTo(2);
    }

    @Test
    void everyLineOfTheCatalogueIsReadable() {
        assertThat(MeterCatalogue.entries()).hasSizeGreaterThan(15).allSatisfy(entry -> {
            assertThat(entry.name()).matches("ballast_[a-z0-9_]+");
            assertThat(entry.type()).isIn("counter", "gauge", "summary");
            assertThat(entry.unit()).isNotBlank();
            assertThat(entry.meaning()).isNotBlank();
            assertThat(entry.labels())
                    .allSatisfy(label -> assertThat(label.values()).isNotBlank());
        });
        assertThatThrownBy(() -> MeterCatalogue.parse(List.of("ballast_x | counter")))
                .hasMessageContaining("five columns");
    }
}
