// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.resilience.BreakerState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The server of one role: how it is reached, and how work is sent to it.
 *
 * @param minSize connections kept open
 * @param maxSize connections at most
 */
record Server(Role role, ServerLink link, Lane lane, int minSize, int maxSize) {

    /** What all servers have in common. */
    record Common(DatabaseSettings settings, PgConnectOptions template, PoolOptions base, Platform platform) {

        Common {
            template = new PgConnectOptions(template)
                    .setCachePreparedStatements(settings.cachePreparedStatements())
                    .setReconnectAttempts(0); // the links do that
            template.setConnectTimeout(Math.toIntExact(settings.pingTimeout().toMillis()));
        }
    }

    static Server primary(
            Common common, Function<Pool, Uni<Void>> tend, ServerListener listener, Consumer<Throwable> readOnly) {
        DatabaseSettings settings = common.settings();
        List<ServerAddress> addresses = settings.primary()
                .hosts()
                .map(ServerAddress::parseAll)
                .orElseGet(() -> List.of(new ServerAddress(settings.host(), settings.port())));
        int min = settings.primary().minSize();
        int max = settings.primary().maxSize();
        return of(Role.PRIMARY, addresses, common, min, max, tend, listener, readOnly);
    }

    static Server replica(Common common, List<ServerAddress> addresses, ServerListener listener) {
        int min = common.settings().replica().minSize();
        int max = common.settings().replica().maxSize();
        Function<Pool, Uni<Void>> nothing = pool -> Uni.createFrom().voidItem();
        return of(Role.REPLICA, addresses, common, min, max, nothing, listener, refused -> {});
    }

    private static Server of(
            Role role,
            List<ServerAddress> addresses,
            Common common,
            int min,
            int max,
            Function<Pool, Uni<Void>> tend,
            ServerListener listener,
            Consumer<Throwable> readOnly) {
        Platform platform = common.platform();
        DatabaseSettings settings = common.settings();
        PgConnectOptions named = new PgConnectOptions(common.template())
                .setProperties(with(common.template().getProperties(), "application_name", "ballast-" + role.link()));
        PgConnectOptions watching = new PgConnectOptions(named);
        ((TCPSSLOptions) watching) // a connection that hangs while it is set up is closed by nobody else
                .setReadIdleTimeout((int) settings.pingInterval()
                                .plus(settings.pingTimeout())
                                .toSeconds()
                        + 2);
        Scout scout = new Scout(platform.vertx(), watching, platform.timer(), settings.pingTimeout());
        Pools pools = new Pools(platform.vertx(), named, common.base(), settings, min, max, platform.timer());
        Lane lane = new Lane(role, platform.breakers(), settings.callTimeout(), readOnly);
        ServerLink link = new ServerLink(
                new ServerLink.Parts(role, addresses, scout, pools, lane, tend, listener),
                settings,
                platform.time(),
                platform.timer());
        return new Server(role, link, lane, min, max);
    }

    private static Map<String, String> with(Map<String, String> properties, String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(properties);
        more.put(name, value);
        return more;
    }

    /** Whether work that is sent to it has no chance. */
    boolean away() {
        BreakerState breaker = lane.breakerState();
        return !lane.up() || breaker == BreakerState.OPEN || breaker == BreakerState.FORCED_OPEN;
    }
}
