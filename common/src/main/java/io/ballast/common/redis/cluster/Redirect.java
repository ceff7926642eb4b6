// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import io.vertx.redis.client.impl.types.ErrorType;
import org.jspecify.annotations.Nullable;

/** What a node answers to a command for a slot that it has not, or not whole. */
public sealed interface Redirect {

    /** The slot is another's from now on. */
    record Moved(int slot, RedisNode to) implements Redirect {}

    /** This key, this once, is at the node that the slot is being moved to. */
    record Ask(RedisNode to) implements Redirect {}

    /** While a slot moves not all keys of the command are at one node yet. */
    record TryAgain() implements Redirect {}

    /** @param asked who gave that answer, which is whose host is meant where none is said */
    static @Nullable Redirect of(Throwable failure, RedisNode asked) {
        if (!(failure instanceof ErrorType error)) {
            return null;
        }
        String[] words = String.valueOf(error.getMessage()).split(" ", 4);
        return switch (words[0]) {
            case "MOVED" -> words.length < 3 ? null : new Moved(Integer.parseInt(words[1]), node(words[2], asked));
            case "ASK" -> words.length < 3 ? null : new Ask(node(words[2], asked));
            case "TRYAGAIN" -> new TryAgain();
            default -> null;
        };
    }

    private static RedisNode node(String address, RedisNode asked) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1).trim());
        return new RedisNode(host.isEmpty() || host.equals("?") ? asked.host() : host, port);
    }
}
