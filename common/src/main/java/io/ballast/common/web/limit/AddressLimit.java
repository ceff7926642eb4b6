// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

import io.ballast.common.time.TimeSource;
import io.ballast.common.web.HttpProblems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limit per address: of every request, upgrades included, and before authentication. */
@ApplicationScoped
class AddressLimit {

    /** After the filter that counts answers, before authentication. */
    private static final int EARLY = 9_000;

    private final LimitConfig config;
    private final Buckets buckets;

    AddressLimit(LimitConfig config, TimeSource time) {
        this.config = config;
        this.buckets = new Buckets(config.address().rate(), config.address().burst(), config.watched(), time);
    }

    void register(@Observes Filters filters) {
        if (config.enabled()) {
            filters.register(this::limit, EARLY);
        }
    }

    private void limit(RoutingContext context) {
        if (OpenPaths.contains(context.normalizedPath())) {
            context.next();
            return;
        }
        Optional<Duration> wait = buckets.take(key(context.request().remoteAddress()));
        if (wait.isEmpty()) {
            context.next();
        } else {
            HttpProblems.send(context, 429, "Too many requests", "the limit is exceeded", wait.get(), Map.of());
        }
    }

    /** An IPv6 caller owns a whole /64, so that is what is limited. */
    static String key(@Nullable SocketAddress address) {
        String host = address == null ? null : address.hostAddress();
        if (host == null) {
            return "unknown";
        }
        if (host.indexOf(':') < 0) {
            return host;
        }
        return network(host);
    }

    private static String network(String host) {
        try {
            byte[] bytes = java.net.InetAddress.ofLiteral(host).getAddress();
            return bytes.length == 4 ? host : java.util.HexFormat.of().formatHex(bytes, 0, 8);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
