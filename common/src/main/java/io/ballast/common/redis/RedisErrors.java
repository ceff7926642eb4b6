// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whose fault a failed command is, and what may be said of it in public. */
final class RedisErrors {

    /** Error replies by which a server says that it cannot serve, whatever it is asked. */
    private static final Set<String> SERVER = Set.of(
            "LOADING",
            "BUSY",
            "READONLY",
            "OOM",
            "MISCONF",
            "MASTERDOWN",
            "NOREPLICAS",
            "CLUSTERDOWN",
            "NOAUTH",
            "WRONGPASS",
            "CONNECTION_CLOSED");

    /** The code of a reply; of each in a batch, which the client numbers; and of one that stopped a script. */
    private static final Pattern CODE =
            Pattern.compile("(?:^(?:ERR \\[\\d+] )?|: -)([A-Z_]{2,})\\b", Pattern.MULTILINE);

    /** In a batch the client tells only the name of what ended the connection. */
    private static final Pattern EXCEPTION = Pattern.compile("^ERR \\[\\d+] (?:java|io)\\.", Pattern.MULTILINE);

    private static final Set<String> OURS =
            Set.of("silent for", "no reply", "no connection", "the connection was closed");

    private RedisErrors() {}

    /**
     * Whether the server, or the way to it, is to blame; not for commands that are wrong in themselves. One node of a
     * cluster is not the server, while others work.
     */
    static boolean ofTheServer(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RedisPartlyUnavailableException) {
            return false;
        }
        if (failure instanceof ErrorType) {
            return CODE.matcher(message).results().anyMatch(code -> SERVER.contains(code.group(1)))
                    || EXCEPTION.matcher(message).find();
        }
        return !(failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || message.startsWith("Redis command is not valid")
                || message.startsWith("Keys of command or batch"));
    }

    /** The user may not do that, which shows that the server answers. */
    static boolean isForbidden(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOPERM");
    }

    static boolean isReadOnly(Throwable failure) {
        return failure instanceof ErrorType
                && String.valueOf(failure.getMessage()).contains("READONLY");
    }

    /** A cause without addresses, names or credentials. */
    static @Nullable String openly(@Nullable String cause) {
        if (cause == null) {
            return null;
        }
        if (OURS.stream().anyMatch(cause::startsWith)) {
            return cause;
        }
        Matcher code = CODE.matcher(cause);
        if (code.lookingAt() && SERVER.contains(code.group(1))) {
            return code.group(1);
        }
        return cause.contains("refused") ? "connection refused" : "connection failed";
    }
}
