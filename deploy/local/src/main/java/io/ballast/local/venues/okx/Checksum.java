// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ballast.local.venues.simulation.DepthView;
import io.ballast.local.venues.simulation.Instrument;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/** OKX's book checksum: signed CRC32 over the 25 best bids and asks in turns, as written, joined by colons. */
final class Checksum {

    private static final int LEVELS = 25;

    private Checksum() {}

    static int of(DepthView view) {
        StringJoiner text = new StringJoiner(":");
        Iterator<Map.Entry<Long, Long>> bids = view.bids().entrySet().iterator();
        Iterator<Map.Entry<Long, Long>> asks = view.asks().entrySet().iterator();
        for (int level = 0; level < LEVELS; level++) {
            add(text, view.instrument(), bids);
            add(text, view.instrument(), asks);
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(US_ASCII));
        return (int) crc.getValue();
    }

    private static void add(StringJoiner text, Instrument instrument, Iterator<Map.Entry<Long, Long>> levels) {
        if (levels.hasNext()) {
            Map.Entry<Long, Long> level = levels.next();
            text.add(Frames.price(instrument, level.getKey())).add(Frames.quantity(instrument, level.getValue()));
        }
    }
}
