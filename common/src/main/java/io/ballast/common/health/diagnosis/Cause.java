// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a server does not serve, as its own error or the client's words tell. The first that fits counts. */
enum Cause {
    CREDENTIALS("\\b(noauth|wrongpass|28p01|28000)\\b|password authentication|no password supplied"),
    NOT_PERMITTED("\\bnoperm\\b|permission denied"),
    OUT_OF_MEMORY("\\boom\\b|out of memory|\\b53200\\b"),
    READ_ONLY("\\breadonly\\b|read-only transaction|\\b25006\\b"),
    DISK_FULL("\\bmisconf\\b|no space left|\\b53100\\b"),
    STARTING("\\bloading\\b|starting up|\\b57p03\\b"),
    TOO_MANY_CONNECTIONS("max number of clients|too many clients|\\b53300\\b|remaining connection slots"),
    NO_SUCH_DATABASE("\\b3d000\\b|database \"[^\"]*\" does not exist"),
    UNKNOWN_HOST("unknownhost|failed to resolve|name or service not known"),
    NOT_RUNNING("refused"),
    NOT_ANSWERING("silent for|no reply|no answer|no connection within|timed out|timeout"),
    UNKNOWN("");

    private final Pattern words;

    Cause(String words) {
        this.words = Pattern.compile(words);
    }

    static Cause of(@Nullable String error) {
        String lower = error == null ? "" : error.toLowerCase(Locale.ROOT);
        for (Cause cause : values()) {
            if (cause.words.matcher(lower).find() && (cause == UNKNOWN || !lower.isEmpty())) {
                return cause;
            }
        }
        return UNKNOWN;
    }
}
