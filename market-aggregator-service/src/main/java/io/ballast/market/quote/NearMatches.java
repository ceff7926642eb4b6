// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who asked for a name that does not exist. */
final class NearMatches {

    private static final int MOST = 5;
    private static final int LONGEST = 64;

    private NearMatches() {}

    /** The known names nearest to {@code asked} by edit distance, at most five, nearest first. */
    static List<String> of(String asked, Collection<String> known) {
        String wanted = key(asked.substring(0, Math.min(asked.length(), LONGEST)));
        return known.stream()
                .filter(name -> distance(wanted, key(name)) <= Math.max(3, wanted.length() / 2))
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, key(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Case and separators are what people get wrong first; they count for nothing. */
    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /** Levenshtein's distance, one row at a time. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
