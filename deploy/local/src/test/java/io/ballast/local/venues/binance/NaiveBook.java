// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A client's book, kept by nothing but the venue's published rules: snapshot, then diffs whose ids follow. */
final class NaiveBook {

    final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    long lastId;
    int dropped;
    int applied;

    NaiveBook(JsonNode snapshot) {
        lastId = snapshot.path("lastUpdateId").longValue();
        set(bids, snapshot.path("bids"));
        set(asks, snapshot.path("asks"));
    }

    void apply(JsonNode diff) {
        long first = diff.path("U").longValue();
        long last = diff.path("u").longValue();
        assertThat(last).isGreaterThanOrEqualTo(first);
        if (last <= lastId) {
            dropped++;
            return;
        }
        if (applied == 0) {
            assertThat(first).isLessThanOrEqualTo(lastId + 1);
        } else {
            assertThat(first).isEqualTo(lastId + 1);
        }
        lastId = last;
        applied++;
        set(bids, diff.path("b"));
        set(asks, diff.path("a"));
        assertThat(bids.firstKey()).isLessThan(asks.firstKey());
    }

    private static void set(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            assertThat(level.get(0).isTextual() && level.get(1).isTextual()).isTrue();
            BigDecimal price = new BigDecimal(level.get(0).textValue());
            BigDecimal quantity = new BigDecimal(level.get(1).textValue());
            assertThat(price.scale()).isEqualTo(8);
            assertThat(quantity.scale()).isEqualTo(8);
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }
}
