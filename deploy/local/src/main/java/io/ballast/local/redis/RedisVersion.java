// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.redis;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of a Redis server. */
record RedisVersion(int major, int minor, int patch) implements Comparable<RedisVersion> {

    /** Older servers lack XAUTOCLAIM. */
    static final RedisVersion OLDEST = new RedisVersion(6, 2, 0);

    private static final int NEWEST_MAJOR = 8;
    private static final Pattern REPORTED = Pattern.compile("v=(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Comparator<RedisVersion> ORDER = Comparator.comparingInt(RedisVersion::major)
            .thenComparingInt(RedisVersion::minor)
            .thenComparingInt(RedisVersion::patch);

    /** Reads what {@code redis-server --version} prints. */
    static Optional<RedisVersion> in(String output) {
        Matcher matcher = REPORTED.matcher(output);
        return matcher.find()
                ? Optional.of(new RedisVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    boolean isSupported() {
        return compareTo(OLDEST) >= 0 && major <= NEWEST_MAJOR;
    }

    @Override
    public int compareTo(RedisVersion other) {
        return ORDER.compare(this, other);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
