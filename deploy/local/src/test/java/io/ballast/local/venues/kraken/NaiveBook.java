// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A client's book, kept and checked by nothing but the venue's published rules, on the text of the frames. */
final class NaiveBook {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Price text to quantity text, best first. */
    final TreeMap<String, String> bids = new TreeMap<>(
            Comparator.<String, BigDecimal>comparing(BigDecimal::new).reversed());

    final TreeMap<String, String> asks = new TreeMap<>(Comparator.comparing(BigDecimal::new));
    private final int depth;
    int checked;

    NaiveBook(int depth) {
        this.depth = depth;
    }

    void apply(String frame) throws IOException {
        long checksum = -1;
        String price = "";
        Deque<String> within = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(frame)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String field = parser.currentName() == null ? "" : parser.currentName();
                if (token == JsonToken.START_ARRAY) {
                    within.push(field);
                } else if (token == JsonToken.END_ARRAY) {
                    within.pop();
                } else if (token.isNumeric() && field.equals("price")) {
                    price = parser.getText();
                } else if (token.isNumeric() && field.equals("qty")) {
                    set(within.element().equals("bids") ? bids : asks, price, parser.getText());
                } else if (token.isNumeric() && field.equals("checksum")) {
                    checksum = parser.getLongValue();
                }
            }
        }
        cut(bids);
        cut(asks);
        assertThat(checksum()).as(frame).isEqualTo(checksum);
        assertThat(new BigDecimal(bids.firstKey())).isLessThan(new BigDecimal(asks.firstKey()));
        checked++;
    }

    private static void set(Map<String, String> side, String price, String quantity) {
        if (new BigDecimal(quantity).signum() == 0) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
    }

    private void cut(NavigableMap<String, String> side) {
        while (side.size() > depth) {
            side.pollLastEntry();
        }
    }

    private long checksum() {
        StringBuilder text = new StringBuilder();
        for (Map<String, String> side : List.of(asks, bids)) {
            Iterator<Map.Entry<String, String>> levels = side.entrySet().iterator();
            for (int level = 0; level < 10 && levels.hasNext(); level++) {
                Map.Entry<String, String> next = levels.next();
                text.append(digits(next.getKey())).append(digits(next.getValue()));
            }
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(US_ASCII));
        return crc.getValue();
    }

    private static String digits(String number) {
        return number.replace(".", "").replaceFirst("^0+", "");
    }
}
