// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.util.UUID;

/**
 * The name of one cached value, in the form the contracts fix: {@code <feature>:user:<id>:<part>...} for what belongs
 * to a user, {@code <feature>:<part>...} for what belongs to nobody. Two different things never have the same key: no
 * part can hold the separator, and a key of nobody's cannot look like a user's.
 */
public final class CacheKey {

    /** Longest key accepted, in characters. */
    static final int MAX_LENGTH = 512;

    private static final int LONGEST_FEATURE = 32;
    private static final int LONGEST_PART = 128;
    private static final String USER = "user";
    /** No white space, quotes, braces (a Redis Cluster hash tag), control characters or the separator. */
    private static final String PART_CHARACTERS = "._#=@+-";

    private final String feature;
    private final String value;

    private CacheKey(String feature, String value) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("cache key longer than " + MAX_LENGTH + " characters");
        }
        this.feature = feature;
        this.value = value;
    }

    /** The key of what belongs to one user. */
    public static CacheKey ofUser(String feature, UUID user, String... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("a user's key needs a part: " + feature);
        }
        return new CacheKey(feature, join(checkedFeature(feature) + ":" + USER + ":" + user, parts));
    }

    /** The key of what everybody may see. */
    public static CacheKey shared(String feature, String... parts) {
        if (parts.length == 0 || parts[0].equals(USER)) {
            throw new IllegalArgumentException("a shared key needs a part, and not '" + USER + "': " + feature);
        }
        return new CacheKey(feature, join(checkedFeature(feature), parts));
    }

    /** The first part of a key: the name of its cache. */
    static String feature(String key) {
        int end = key.indexOf(':');
        return end < 0 ? key : key.substring(0, end);
    }

    private static String checkedFeature(String feature) {
        if (!isFeature(feature)) {
            throw new IllegalArgumentException("not a feature name: " + feature);
        }
        return feature;
    }

    private static String join(String start, String[] parts) {
        StringBuilder key = new StringBuilder(start);
        for (String part : parts) {
            if (!isPart(part)) {
                throw new IllegalArgumentException("not a part of a cache key: length " + part.length());
            }
            key.append(':').append(part);
        }
        return key.toString();
    }

    private static boolean isFeature(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_FEATURE && isLower(text.charAt(0));
        for (int i = 1; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = isLower(c) || isDigit(c) || c == '_' || c == '-';
        }
        return fits;
    }

    private static boolean isPart(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_PART;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z') || PART_CHARACTERS.indexOf(c) >= 0;
        }
        return fits;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    String feature() {
        return feature;
    }

    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
