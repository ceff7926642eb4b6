// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.redis.RedisGateway;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * A lease is a hash of {@code owner}, {@code epoch} and {@code until} (milliseconds of the server's clock). It does not
 * expire as a key: the epoch must outlive the owner. A new epoch is above the last one, above what the bidder has seen
 * and not below the server's milliseconds, so that it does not repeat even if Redis has lost everything.
 */
@ApplicationScoped
class RedisLeaseStore implements LeaseStore {

    /** Also while Redis is out of memory, and past its breaker: who frees it needs the lease for that. */
    private static final String CLAIM = RedisFencedScript.NEEDS_NO_MEMORY
            + """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local held = redis.call('HMGET', KEYS[1], 'owner', 'epoch', 'until')
            local epoch = tonumber(held[2] or '0')
            local remaining = tonumber(held[3] or '0') - now
            local mine = held[1] == ARGV[1]
            if remaining > tonumber(ARGV[4]) then -- the server's clock was put back
              remaining = tonumber(ARGV[4])
              redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + remaining))
            end
            if held[1] and not mine and remaining > 0 then return {0, epoch, remaining} end
            if not (mine and epoch == tonumber(ARGV[2])) then
              epoch = math.max(epoch + 1, tonumber(ARGV[3]) + 1, now)
            end
            redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'epoch', string.format('%.0f', epoch),
                'until', string.format('%.0f', now + tonumber(ARGV[4])))
            return {1, epoch, 0}""";

    private static final String RELEASE =
            """
            local held = redis.call('HMGET', KEYS[1], 'owner', 'epoch')
            if held[1] == ARGV[1] and held[2] == ARGV[2] then redis.call('HDEL', KEYS[1], 'owner', 'until') end
            return 0""";

    private final RedisGateway redis;

    RedisLeaseStore(RedisGateway redis) {
        this.redis = redis;
    }

    @Override
    public Uni<Claim> claim(Bid bid) {
        return redis.remedy(
                        Command.EVAL,
                        CLAIM,
                        "1",
                        RedisFence.leaseKey(bid.name()),
                        bid.owner(),
                        Long.toString(bid.held()),
                        Long.toString(bid.floor()),
                        Long.toString(bid.ttl().toMillis()))
                .map(RedisLeaseStore::claimed);
    }

    private static Claim claimed(Response reply) {
        long epoch = reply.get(1).toLong();
        return reply.get(0).toInteger() == 1
                ? new Claim.Granted(epoch)
                : new Claim.Refused(epoch, Duration.ofMillis(reply.get(2).toLong()));
    }

    @Override
    public Uni<Void> release(String name, String owner, long epoch) {
        return redis.remedy(Command.EVAL, RELEASE, "1", RedisFence.leaseKey(name), owner, Long.toString(epoch))
                .replaceWithVoid();
    }
}
