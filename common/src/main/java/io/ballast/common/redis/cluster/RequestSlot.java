// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.impl.RequestImpl;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Which slot a command goes to. */
public final class RequestSlot {

    /** Of a command without a key, which any node may answer. */
    public static final int ANY = -1;

    /** Commands with subcommands, of which the client does not know the key: it comes after the subcommand. */
    private static final Set<String> CONTAINERS = Set.of("xgroup", "xinfo", "memory", "object");

    private static final int SECOND_ARGUMENT = 6;

    private RequestSlot() {}

    /**
     * The slot of all its keys, or {@link #ANY}.
     *
     * @throws IllegalArgumentException its keys are in several slots
     */
    public static int of(Request request) {
        RequestImpl command = (RequestImpl) request.getDelegate();
        String name = command.command().toString();
        if (CONTAINERS.contains(name)) {
            // as it goes over the wire: *n, then $length and text in turn
            String[] lines = command.toString().split("\r\n", SECOND_ARGUMENT + 2);
            return lines.length > SECOND_ARGUMENT ? HashSlot.of(lines[SECOND_ARGUMENT]) : ANY;
        }
        int slot = ANY;
        for (byte[] key : command.keys()) {
            int next = HashSlot.of(key);
            if (slot != ANY && next != slot) {
                throw new IllegalArgumentException("keys in several slots of the cluster: command=" + name + " key="
                        + new String(key, StandardCharsets.UTF_8));
            }
            slot = next;
        }
        return slot;
    }
}
