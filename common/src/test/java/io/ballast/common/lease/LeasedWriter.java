// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.redis.RedisLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that contends for a lease and, once it has been the owner, writes its name under its last epoch again and
 * again, whether it still is or not: as work does that was under way when its process was frozen. Says what happens on
 * its output, line by line. Arguments: name, URL of Redis, key of the list to write to.
 */
public final class LeasedWriter {

    private static final RedisFencedScript APPEND =
            new RedisFencedScript("return redis.call('RPUSH', KEYS[2], ARGV[2])");
    private static final String LEASE = "writer";

    private final AtomicLong epoch = new AtomicLong();
    private final String name;
    private final RedisLinks links;
    private final String key;

    private LeasedWriter(String name, RedisLinks links, String key) {
        this.name = name;
        this.links = links;
        this.key = key;
    }

    public static void main(String[] arguments) {
        String name = arguments[0];
        RedisLinks links = new RedisLinks(arguments[1], new SimpleMeterRegistry());
        LeasedWriter writer = new LeasedWriter(name, links, arguments[2]);
        new TestLeases(name, links).leases().contend(LEASE, writer.holder());
        say("contends");
        writer.write();
    }

    private Leases.Holder holder() {
        return new Leases.Holder() {
            @Override
            public void acquired(long acquired) {
                epoch.set(acquired);
                say("acquired " + acquired);
            }

            @Override
            public void lost() {
                say("lost");
            }
        };
    }

    private void write() {
        long last = epoch.get();
        if (last == 0) {
            again();
            return;
        }
        APPEND.run(links.gateway(), RedisFence.atLease(LEASE, last), List.of(key), List.of(name))
                .onTermination()
                .invoke(this::again)
                .subscribe()
                .with(written -> say("wrote"), cause -> say(cause instanceof FencedException ? "fenced" : "failed"));
    }

    private void again() {
        links.time().after(Duration.ofMillis(5), this::write);
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
