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
    private final boolean freeing;

    /** @param body Lua; its own keys begin at {@code KEYS[2]}, its own arguments at {@code ARGV[2]} */
    public RedisFencedScript(String body) {
        this(CHECK + body, false);
    }

    private RedisFencedScript(String source, boolean freeing) {
        this.source = source;
        this.sha = sha1(source);
        this.freeing = freeing;
    }

    /** One that runs while Redis is out of memory, too, and past the breaker: for what frees memory. */
    public static RedisFencedScript freeing(String body) {
        return new RedisFencedScript(NEEDS_NO_MEMORY + CHECK + body, true);
    }

    /**
     * Runs it, or fails with {@link FencedException} and has changed nothing. Any other failure leaves open whether it
     * ran.
     */
    public Uni<Response> run(RedisGateway redis, RedisFence fence, List<String> keys, List<String> arguments) {
        return send(redis, Command.EVALSHA, call(sha, fence, keys, arguments))
                .onFailure(cause -> says(cause, "NOSCRIPT"))
                .recoverWithUni(() -> send(redis, Command.EVAL, call(source, fence, keys, arguments)))
                .onFailure(cause -> says(cause, "FENCED"))
                .transform(cause -> new FencedException(
                        fence, String.valueOf(cause.getMessage()).substring("FENCED".length() + 1)));
    }

    private Uni<Response> send(RedisGateway redis, Command command, String[] call) {
        return freeing ? redis.remedy(command, call) : redis.command(command, call);
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
