// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.web.JsonConventions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    record Inner(@Nullable BigDecimal lotStep) {}

    record Body(@Nullable String name, @Nullable List<Inner> inner) {}

    @Test
    void inStrictModeAnUnknownFieldIsNamed() {
        assertThatThrownBy(() -> read(true, "{\"name\": \"a\", \"inner\": [{\"lot_step\": 1, \"lots\": 2}]}"))
                .cause()
                .satisfies(cause -> assertThat(((JsonMappingException) cause).getPath())
                        .extracting(JsonMappingException.Reference::getFieldName)
                        .containsExactly("inner", null, "lots"));
    }

    @Test
    void otherwiseItIsOverlooked() {
        assertThat(read(false, "{\"name\": \"a\", \"names\": 2}")).isEqualTo(new Body("a", null));
    }

    @Test
    void twoLayoutsOfOneBodyAreTheSameText() {
        StrictJson json = json(false);
        assertThat(json.canonical(read(false, "{\"inner\": [{\"lot_step\": \"0.1\"}], \"name\": \"a\"}")))
                .isEqualTo(json.canonical(read(false, "{\"name\":\"a\",\"inner\":[{\"lot_step\":0.1}]}")));
    }

    private static Body read(boolean strict, String text) {
        return json(strict).read(text.getBytes(StandardCharsets.UTF_8), Body.class);
    }

    private static StrictJson json(boolean strict) {
        ObjectMapper mapper = new ObjectMapper();
        new JsonConventions().customize(mapper);
        return new StrictJson(mapper, () -> strict);
    }
}
