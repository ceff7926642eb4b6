// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.fault;

import io.ballast.local.venues.protocol.VenueProtocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How often what goes wrong, over all frames of all connections. The same seed makes the same faults of the same
 * frames. Confined to the server's event loop.
 */
public final class Faults {

    private final Map<Fault, Double> shares;
    private final Random random;

    private Faults(Map<Fault, Double> shares, long seed) {
        this.shares = shares;
        this.random = new Random(seed);
    }

    /**
     * From texts such as {@code drop=0.001}: the share of the frames that it happens to, above 0 to 1.
     *
     * @throws IllegalArgumentException naming the text that is not of this form
     */
    public static Faults of(List<String> texts, long seed) {
        Map<Fault, Double> shares = new EnumMap<>(Fault.class);
        for (String text : texts) {
            String[] parts = text.split("=", 2);
            shares.put(Fault.of(parts[0]), share(text, parts.length == 2 ? parts[1] : ""));
        }
        return new Faults(shares, seed);
    }

    private static double share(String text, String number) {
        try {
            double share = Double.parseDouble(number);
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // the same answer as for a share out of bounds
        }
        throw new IllegalArgumentException("a fault is KIND=SHARE with a share above 0 up to 1, not " + text);
    }

    /** These venues, with faults between them and their clients. */
    public List<VenueProtocol> over(List<VenueProtocol> venues) {
        return shares.isEmpty()
                ? venues
                : venues.stream()
                        .<VenueProtocol>map(venue -> new FaultyVenue(venue, this))
                        .toList();
    }

    /** What happens to the next frame. */
    Optional<Fault> next() {
        double drawn = random.nextDouble();
        for (Map.Entry<Fault, Double> each : shares.entrySet()) {
            drawn -= each.getValue();
            if (drawn < 0) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    /** The text with one of its digits changed; as it is where it has none. */
    String corrupted(String text) {
        int[] digits = IntStream.range(0, text.length())
                .filter(at -> Character.isDigit(text.charAt(at)))
                .toArray();
        if (digits.length == 0) {
            return text;
        }
        int at = digits[random.nextInt(digits.length)];
        char other = (char) ('0' + (text.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
