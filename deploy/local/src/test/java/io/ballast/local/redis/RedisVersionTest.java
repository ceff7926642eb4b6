// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisVersionTest {

    @ParameterizedTest
    @CsvSource({
        "'Redis server v=6.2.11 sha=00000000:0 malloc=jemalloc-5.1.0 bits=64', true",
        "'Redis server v=8.0.1 sha=0', true",
        "'Redis server v=6.0.16 sha=0', false",
        "'Redis server v=9.0.0 sha=0', false",
        "'valkey 1', false"
    })
    void onlySupportedVersionsAreUsed(String reported, boolean supported) {
        assertThat(RedisVersion.in(reported).filter(RedisVersion::isSupported).isPresent())
                .isEqualTo(supported);
    }

    @ParameterizedTest
    @CsvSource({"'v=7.0.15', 'v=6.2.11', true", "'v=6.2.7', 'v=6.2.11', false", "'v=6.10.0', 'v=6.9.9', true"})
    void versionsCompareByNumber(String one, String other, boolean newer) {
        assertThat(RedisVersion.in(one)
                                .orElseThrow()
                                .compareTo(RedisVersion.in(other).orElseThrow())
                        > 0)
                .isEqualTo(newer);
    }
}
