// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.regex.Pattern;

/**
 * Names a venue and, where its symbols mean something else there, its segment: {@code binance}, {@code binance-usdm}.
 */
public record VenueId(String value) implements Comparable<VenueId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public VenueId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a venue id is lower-case words joined by '-': " + value);
        }
    }

    @Override
    public int compareTo(VenueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
