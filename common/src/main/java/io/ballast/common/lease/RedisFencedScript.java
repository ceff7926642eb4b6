// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.redis.RedisGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script that runs only under an epoch that has not been succeeded. Check and script are one step of Redis: no
 * other owner can come between them.
 */
public final class RedisFencedScript {

    private static final String CHECK =
            """
            local fence = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
            if fence > tonumber(ARGV[1]) then
              return redis.error_reply('FENCED by ' .. string.format('%.0f', fence))
            end
            if fence < tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], 'epoch', ARGV[1]) end
            """;

    /** A script whose first write needs no memory may go on when there is none: see the manual's page on EVAL. */
    static final String NEEDS_NO_MEMORY = "redis.call('HDEL', KEYS[1], '')\n";

    private final String source;
    private final String sha;

    /** @param body Lua; its own keys begin at {@code KEYS[2]}, its own arguments at {@code ARGV[2]} */
    public RedisFencedScript(String body) {
        this("", body);
    }

    private RedisFencedScript(String before, String body) {
        this.source = before + CHECK + body;
        this.sha = sha1(source);
    }

    /** One that runs while Redis is out of memory, too: for what frees memory. */
    public static RedisFencedScript freeing(String body) {
        return new RedisFencedScript(NEEDS_NO_MEMORY, body);
    }

    /**
     * Runs it, or fails with {@link FencedException} and has changed nothing. Any other failure leaves open whether it
     * ran.
     */
    public Uni<Response> run(RedisGateway redis, RedisFence fence, List<String> keys, List<String> arguments) {
        return redis.command(Command.EVALSHA, call(sha, fence, keys, arguments))
                .onFailure(cause -> says(cause, "NOSCRIPT"))
                .recoverWithUni(() -> redis.command(Command.EVAL, call(source, fence, keys, arguments)))
                .onFailure(cause -> says(cause, "FENCED"))
                .transform(cause -> new FencedException(
                        fence, String.valueOf(cause.getMessage()).substring("FENCED".length() + 1)));
    }

    private static String[] call(String script, RedisFence fence, List<String> keys, List<String> arguments) {
        List<String> all = new ArrayList<>(keys.size() + arguments.size() + 4);
        all.add(script);
        all.add(Integer.toString(keys.size() + 1));
        all.add(fence.key());
        all.addAll(keys);
        all.add(Long.toString(fence.epoch()));
        all.addAll(arguments);
        return all.toArray(String[]::new);
    }

    private static boolean says(Throwable cause, String code) {
        return String.valueOf(cause.getMessage()).startsWith(code + " ");
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
