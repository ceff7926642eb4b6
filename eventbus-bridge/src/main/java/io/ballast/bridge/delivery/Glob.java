// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

/**
 * A pattern for subjects: {@code *} stands for any text, {@code ?} for one character, everything else for itself.
 * Matching takes time proportional to pattern times subject at worst, whatever the pattern.
 */
public record Glob(String pattern) {

    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException if it is empty, longer than 128 characters or holds control characters */
    public Glob {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a glob has 1 to " + LONGEST + " characters");
        }
        if (pattern.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a glob holds no control characters");
        }
    }

    public boolean matches(String subject) {
        int p = 0;
        int s = 0;
        int star = -1;
        int resume = 0;
        while (s < subject.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = s;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == subject.charAt(s))) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++resume; // the last star takes one character more
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
