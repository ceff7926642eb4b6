// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** A Lua script on a connection of one's own, sent by its digest and in full where the server does not know it. */
final class RedisRelayScript {

    private final String source;
    private final String sha;

    RedisRelayScript(String source) {
        this.source = source;
        this.sha = sha1(source);
    }

    Uni<Response> run(RedisConnection connection, List<String> keys, Consumer<Request> arguments) {
        return connection
                .send(call(Command.EVALSHA, sha, keys, arguments))
                .onFailure(failure -> String.valueOf(failure.getMessage()).startsWith("NOSCRIPT"))
                .recoverWithUni(() -> connection.send(call(Command.EVAL, source, keys, arguments)));
    }

    private static io.vertx.mutiny.redis.client.Request call(
            Command command, String script, List<String> keys, Consumer<Request> arguments) {
        Request call = Request.cmd(command).arg(script).arg(Integer.toString(keys.size()));
        keys.forEach(call::arg);
        arguments.accept(call);
        return io.vertx.mutiny.redis.client.Request.newInstance(call);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-1
        }
    }
}
