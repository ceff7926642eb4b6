// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A where clause that grows; what is null is not asked for. */
final class Conditions {

    private final StringBuilder text;
    private final Map<String, Object> values = new HashMap<>();

    Conditions(String first) {
        text = new StringBuilder(first);
    }

    void with(String name, Object value) {
        values.put(name, value);
    }

    void and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            text.append(" and ").append(condition);
            values.put(name, value);
        }
    }

    String text() {
        return text.toString();
    }

    Map<String, Object> values() {
        return values;
    }
}
