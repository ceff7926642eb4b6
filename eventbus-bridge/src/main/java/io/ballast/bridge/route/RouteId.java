// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import java.util.regex.Pattern;

/** A route's name: it is part of stream keys, metric labels and paths. */
public record RouteId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** @throws IllegalArgumentException if it is not 1 to 64 lower-case letters, digits, dots, underscores or dashes */
    public RouteId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "id: must be 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
