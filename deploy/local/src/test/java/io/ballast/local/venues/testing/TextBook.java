// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A client's book of texts, kept by nothing but absolute levels, of which a zero takes one away; never cut. */
public final class TextBook {

    /** Price to quantity, best first. */
    public final TreeMap<String, String> bids = new TreeMap<>(
            Comparator.<String, BigDecimal>comparing(BigDecimal::new).reversed());

    public final TreeMap<String, String> asks = new TreeMap<>(Comparator.comparing(BigDecimal::new));

    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** Arrays of levels that begin with price and quantity. */
    public void apply(JsonNode bidLevels, JsonNode askLevels) {
        bidLevels.forEach(level -> set(bids, level));
        askLevels.forEach(level -> set(asks, level));
    }

    private static void set(Map<String, String> side, JsonNode level) {
        String price = level.path(0).textValue();
        String quantity = level.path(1).textValue();
        if (new BigDecimal(quantity).signum() == 0) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
    }

    /** Whether the best bid is at or above the best offer. */
    public boolean crossed() {
        return new BigDecimal(bids.firstKey()).compareTo(new BigDecimal(asks.firstKey())) >= 0;
    }
}
