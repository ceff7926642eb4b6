// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Compares what a JSON pointer (RFC 6901) finds in an event's data. Numbers are compared as numbers, exactly, whether
 * they are written as numbers or as decimal strings; everything else as text. What is not there fulfils {@code !=} alone.
 *
 * @param value a JSON string, number or boolean
 */
public record Condition(JsonPointer pointer, Operator operator, JsonNode value) {

    /** How two values are compared. */
    public enum Operator {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** @throws IllegalArgumentException if there is none of that sign */
        public static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("must be one of == != < <= > >=: " + sign);
        }

        public String sign() {
            return sign;
        }

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** @throws IllegalArgumentException if {@code value} is no string, number or boolean */
    public Condition {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            throw new IllegalArgumentException("must be a string, a number or a boolean");
        }
    }

    boolean holds(JsonNode data) {
        JsonNode found = data.at(pointer);
        if (found.isMissingNode() || found.isNull() || found.isContainerNode()) {
            return operator == Operator.DIFFERENT;
        }
        return operator.holds(
                value.isNumber() ? numerically(found) : found.asText().compareTo(value.asText()));
    }

    /** What is no number is below every number. */
    private int numerically(JsonNode found) {
        try {
            return new BigDecimal(found.asText()).compareTo(value.decimalValue());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
