// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can happen to a frame. */
enum Fault {
    /** It never arrives. */
    DROP,
    /** It arrives twice. */
    DUPLICATE,
    /** It arrives after the next one. */
    SWAP,
    /** One of its digits is another digit. */
    CORRUPT,
    /** Its second half is missing. */
    TRUNCATE,
    /** From it on nothing arrives, and the connection stays open. */
    STALL,
    /** The connection ends before it. */
    CUT;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException that lists what there is */
    static Fault of(String title) {
        return Arrays.stream(values())
                .filter(fault -> fault.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault: " + title + "; there are "
                        + Arrays.stream(values()).map(Fault::title).collect(Collectors.joining(", "))));
    }
}
