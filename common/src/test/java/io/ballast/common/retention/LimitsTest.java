// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final RetentionConfig config = Settings.of(
            RetentionConfig.class, "ballast.retention", "topics.\"market.quotes\".age=1m", "topics.dlq.max-bytes=1000");

    @Test
    void marketTopicsKeepFifteenMinutesAndTheOthersADay() {
        assertThat(of("ballast:stream:market.trades")).isEqualTo(new Limits(Duration.ofMinutes(15), 512L << 20));
        assertThat(of("ballast:stream:exchange.raw").age()).isEqualTo(Duration.ofMinutes(15));
        assertThat(of("ballast:stream:circuit.events")).isEqualTo(new Limits(Duration.ofHours(24), 512L << 20));
    }

    @Test
    void aTopicsOwnLimitsHoldForAllItsStreams() {
        assertThat(of("ballast:stream:market.quotes:{3}")).isEqualTo(new Limits(Duration.ofMinutes(1), 512L << 20));
        assertThat(of("ballast:stream:dlq:push")).isEqualTo(new Limits(Duration.ofHours(24), 1000));
    }

    @Test
    void aMetersLabelIsFromTheCatalogue() {
        assertThat(StreamName.of("ballast:stream:market.quotes:{3}").label()).isEqualTo("market.quotes");
        assertThat(StreamName.of("ballast:stream:dlq:push").label()).isEqualTo("dlq");
        assertThat(StreamName.of("ballast:stream:whatever-1234").label()).isEqualTo("other");
        assertThat(StreamName.of("ballast:stream:").label()).isEqualTo("other");
    }

    private Limits of(String key) {
        return Limits.of(StreamName.of(key), config);
    }
}
