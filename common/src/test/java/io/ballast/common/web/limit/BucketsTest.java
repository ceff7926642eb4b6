// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

    private final ManualTime time = new ManualTime();
    private final Buckets buckets = new Buckets(2, 5, 100, time);

    private int takeAll(String key) {
        int taken = 0;
        while (buckets.take(key).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void aBurstAndThenTheRate() {
        assertThat(takeAll("a")).isEqualTo(5);
        assertThat(buckets.take("a")).contains(Duration.ofMillis(500));
        time.advance(Duration.ofMillis(499));
        assertThat(buckets.take("a")).isPresent();
        time.advance(Duration.ofMillis(1));
        assertThat(takeAll("a")).isEqualTo(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(takeAll("a")).isEqualTo(2);
    }

    @Test
    void eachKeyHasItsOwn() {
        assertThat(takeAll("a")).isEqualTo(5);
        assertThat(takeAll("b")).isEqualTo(5);
    }

    @Test
    void aQuietTimeGivesABurstAgainAndNotMore() {
        takeAll("a");
        time.advance(Duration.ofHours(1));
        assertThat(takeAll("a")).isEqualTo(5);
    }

    @Test
    void askingWhileThereIsNothingDoesNotLengthenTheWait() {
        takeAll("a");
        for (int i = 0; i < 100; i++) {
            buckets.take("a");
        }
        time.advance(Duration.ofMillis(500));
        assertThat(buckets.take("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "::1, 0000000000000000"
    })
    void anAddressStandsForItsNetwork(String address, String key) {
        assertThat(AddressLimit.key(SocketAddress.inetSocketAddress(1234, address)))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"/health, true", "/q/metrics, true", "/health/detailed, false", "/api/health, false", "/qq, false"})
    void onlyWhatIsAskedByMachinesIsOpen(String path, boolean open) {
        assertThat(OpenPaths.contains(path)).isEqualTo(open);
    }
}
