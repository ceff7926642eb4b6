// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    private static final Set<Pattern> KNOWN = Stream.of(
                    "ballast.redis.url", "ballast.redis.command-timeout", "ballast.market.venues.*.ws-url")
            .map(UnknownSettings::variable)
            .collect(Collectors.toSet());

    @Test
    void namesWhatNoSettingReads() {
        assertThat(UnknownSettings.unknown(
                        Set.of(
                                "BALLAST_REDIS_URL",
                                "BALLAST_REDIS_COMMAND_TIMEOUT",
                                "BALLAST_MARKET_VENUES_BINANCE_WS_URL",
                                "BALLAST_REDIS_URI",
                                "BALLAST_MARKET_VENUES_BINANCE_WS",
                                "BALLAST_LOCAL_HOME",
                                "PATH"),
                        KNOWN))
                .containsExactly("BALLAST_MARKET_VENUES_BINANCE_WS", "BALLAST_REDIS_URI");
    }
}
