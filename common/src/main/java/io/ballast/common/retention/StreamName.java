// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.ballast.common.events.Topic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream and the topic it belongs to: that of {@code ballast:stream:<topic>} and {@code ballast:stream:<topic>:{n}}
 * is {@code <topic>}, that of {@code ballast:stream:dlq:<consumer>} is {@code dlq}.
 */
record StreamName(String key, String topic) {

    static final String PREFIX = "ballast:stream:";

    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "([^:]+)(?::.*)?");
    private static final String DEAD_LETTERS = "dlq";
    private static final String OTHER = "other";

    static StreamName of(String key) {
        Matcher name = NAME.matcher(key);
        return new StreamName(key, name.matches() ? name.group(1) : OTHER);
    }

    boolean ofMarket() {
        return Topic.named(topic)
                .filter(named -> named.retention() == Topic.Retention.MARKET)
                .isPresent();
    }

    /** The topic, or {@code other} for one outside the catalogue: anybody may make a stream, a meter needs bounds. */
    String label() {
        return topic.equals(DEAD_LETTERS) || Topic.named(topic).isPresent() ? topic : OTHER;
    }
}
