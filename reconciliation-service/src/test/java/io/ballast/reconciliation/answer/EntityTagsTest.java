// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':1,'last_updated_at':'x'}|{'a':1,'last_updated_at':'y'}|true",
                "{'g':{'time_to_liquidation_seconds':9,'b':2}}|{'g':{'b':2,'time_to_liquidation_seconds':null}}|true",
                "{'last_checked_at':{'deep':[1,2]},'a':1}|{'a':1}|true",
                "{'a':1}|{'a':2}|false",
                "{'a':1}|{'b':1}|false",
                "{'a':'12','b':'3'}|{'a':'1','b':'23'}|false",
                "{'a':null}|{'a':'null'}|false",
                "[1,23]|[12,3]|false",
            })
    void onlyWhatMattersMakesADifference(String one, String other, boolean same) {
        assertThat(EntityTags.of(json(one)).equals(EntityTags.of(json(other)))).isEqualTo(same);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
