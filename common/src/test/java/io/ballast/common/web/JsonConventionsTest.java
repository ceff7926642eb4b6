// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConventionsTest {

    record Line(@Nullable BigDecimal entryPrice) {}

    private final ObjectMapper json = new ObjectMapper();

    JsonConventionsTest() {
        new JsonConventions().customize(json);
    }

    @ParameterizedTest
    @CsvSource({"1.10,1.10", "'\"1.10\"',1.10", "1e-8,0.00000001", "0.1,0.1", "123456789.123456789,123456789.123456789"
    })
    void decimalsComeInExactly(String written, String exact) throws JacksonException {
        assertThat(json.readValue("{\"entry_price\":" + written + "}", Line.class)
                        .entryPrice())
                .isEqualTo(new BigDecimal(exact));
    }

    @Test
    void decimalsGoOutAsPlainNumbers() throws JacksonException {
        assertThat(json.writeValueAsString(new Line(new BigDecimal("1E-8")))).isEqualTo("{\"entry_price\":0.00000001}");
    }

    @Test
    void absentMeansNull() throws JacksonException {
        assertThat(json.readValue("{}", Line.class).entryPrice()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "\"NaN\"", "\"Infinity\"", "\"\"", "true", "[1]", "1e999999", "\"1e999999\"", "{}"})
    void everythingElseIsRefused(String written) {
        assertThatThrownBy(() -> json.readValue("{\"entry_price\":" + written + "}", Line.class))
                .isInstanceOf(JacksonException.class);
    }
}
