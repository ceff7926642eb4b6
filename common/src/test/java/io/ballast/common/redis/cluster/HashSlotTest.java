// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSlotTest {

    /** The check value 0x31C3 and the examples of the specification. */
    @ParameterizedTest
    @CsvSource({
        "123456789, 12739",
        "foo, 12182",
        "'', 0",
        "{user1000}.following, 3443",
        "user1000, 3443",
        "foo{}{bar}, 8363",
        "foo{{bar}}zap, 4015",
        "foo{bar}{zap}, 5061"
    })
    void isTheServers(String key, int slot) {
        assertThat(HashSlot.of(key)).isEqualTo(slot);
    }
}
