// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the replies of stream commands byte for byte, in the forms of RESP2 and RESP3. */
final class RedisRelayReplies {

    /** Error replies by their codes, wherever in a message they are. */
    private static final Pattern CODE = Pattern.compile("\\b(READONLY|LOADING|NOPERM|OOM|NOGROUP|WRONGTYPE|MOVED|ASK|"
            + "CLUSTERDOWN|CROSSSLOT|MISCONF|NOAUTH|WRONGPASS|NOREPLICAS|MASTERDOWN|BUSY)\\b");

    /** What Redis says of a script whose user may not do what it does. */
    private static final Pattern FORBIDDEN = Pattern.compile("can't (run this command|access)");

    private RedisRelayReplies() {}

    /** Why a call failed, in a word where Redis has one for it. */
    static String cause(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher code = CODE.matcher(message);
        if (code.find()) {
            return code.group(1);
        }
        return FORBIDDEN.matcher(message).find() ? "NOPERM" : message;
    }

    /** The reply of XREAD over one stream. */
    static List<SourceEntry> read(String stream, @Nullable Response reply) {
        if (reply == null) {
            return List.of();
        }
        io.vertx.redis.client.Response all = reply.getDelegate();
        return entries(all.isMap() ? all.get(stream) : all.get(0).get(1));
    }

    /** The reply of XRANGE. */
    static List<SourceEntry> range(@Nullable Response reply) {
        return reply == null ? List.of() : entries(reply.getDelegate());
    }

    private static List<SourceEntry> entries(io.vertx.redis.client.Response found) {
        List<SourceEntry> entries = new ArrayList<>(found.size());
        for (io.vertx.redis.client.Response entry : found) {
            entries.add(new SourceEntry(Position.parse(entry.get(0).toString()), fields(entry.get(1))));
        }
        return entries;
    }

    /** An entry deleted by hand can come without fields. */
    private static List<byte[]> fields(io.vertx.redis.client.@Nullable Response pairs) {
        if (pairs == null) {
            return List.of();
        }
        List<byte[]> fields = new ArrayList<>(pairs.size());
        for (io.vertx.redis.client.Response part : pairs) {
            fields.add(part.toBytes());
        }
        return fields;
    }

    /** The names in such a reply. */
    static List<String> names(Response reply) {
        if (reply.isMap()) {
            return List.copyOf(reply.getKeys());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            names.add(reply.get(i).toString());
        }
        return names;
    }

    /** As text, a member of a reply that is a map, or names and values in turn. */
    static String field(Response reply, String name) {
        Response member = member(reply, name);
        if (member == null) {
            throw new IllegalStateException("the reply has no " + name);
        }
        return member.toString();
    }

    /** Such a member as it is, null if it is not there or nothing. */
    static @Nullable Response member(Response reply, String name) {
        if (reply.isMap()) {
            return reply.get(name);
        }
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            if (reply.get(i).toString().equals(name)) {
                return reply.get(i + 1);
            }
        }
        return null;
    }
}
