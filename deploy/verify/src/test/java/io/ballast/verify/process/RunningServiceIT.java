// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.verify.client.Http;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tests over single processes stand on. */
class RunningServiceIT {

    @Test
    void aServiceIsKilledAndStartedAgainOnItsPort() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RunningService market =
                        RunningService.start(Service.MARKET, Map.of("ballast.redis.url", redis.url()))) {
            long first = market.pid();

            market.kill();
            assertThat(Http.status(market.url() + "/health")).isZero();
            market.restart();

            assertThat(Http.status(market.url() + "/health")).isEqualTo(200);
            assertThat(market.pid()).isNotEqualTo(first);
        }
    }
}
