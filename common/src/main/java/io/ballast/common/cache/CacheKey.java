// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of one cached value, in the form the contracts fix: {@code <feature>:user:<id>:<part>...} for what belongs
 * to a user, {@code <feature>:<part>...} for what belongs to nobody. Two different things never have the same key: no
 * part can hold the separator, and a key of nobody's cannot look like a user's.
 */
public final class CacheKey {

    /** Longest key accepted, in characters. */
    static final int MAX_LENGTH = 512;

    private static final String USER = "user";
    private static final Pattern FEATURE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._#=@+-]{1,128}");
    /** What a text key may hold: no white space, quotes, braces (a Redis Cluster hash tag) or control characters. */
    private static final Pattern TEXT = Pattern.compile("[a-z][a-z0-9_-]{0,31}(:[A-Za-z0-9._#=@+-]{1,128})+");

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

    /** @throws IllegalArgumentException if {@code key} is not of the form above */
    static void check(String key) {
        if (key.length() > MAX_LENGTH || !TEXT.matcher(key).matches()) {
            throw new IllegalArgumentException("not a cache key, length " + key.length());
        }
    }

    /** The first part of a key: the name of its cache. */
    static String feature(String key) {
        int end = key.indexOf(':');
        return end < 0 ? key : key.substring(0, end);
    }

    private static String checkedFeature(String feature) {
        if (!FEATURE.matcher(feature).matches()) {
            throw new IllegalArgumentException("not a feature name: " + feature);
        }
        return feature;
    }

    private static String join(String start, String[] parts) {
        StringBuilder key = new StringBuilder(start);
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not a part of a cache key: length " + part.length());
            }
            key.append(':').append(part);
        }
        return key.toString();
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
