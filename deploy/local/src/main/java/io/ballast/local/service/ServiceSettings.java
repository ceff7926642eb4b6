// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.keys.Passwords;
import io.ballast.local.postgres.PostgresServer;
import io.ballast.local.process.Member;
import io.ballast.local.replay.Venue;
import io.ballast.local.replay.VenueFeed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each service is told.
 *
 * @param environment decides ports
 * @param otlpEndpoint where traces go, if anywhere
 * @param recording where venues' frames are recorded, if anywhere
 */
public record ServiceSettings(
        LocalFolder folder,
        Map<String, String> environment,
        VenuesSource venues,
        Optional<String> otlpEndpoint,
        Optional<Path> recording) {

    private static final String PUSHED_TOPICS = "market.trades,market.quotes,market.control,reconciliation.events,"
            + "guard.alerts,trade.intent,circuit.events,health.alerts";

    /** Nobody else dials these servers, so there is no herd to spare them. */
    private static final String RECONNECT_WITHIN = "3s";

    Map<String, String> of(Member service) {
        Map<String, String> settings = shared(service);
        switch (service) {
            case RECONCILIATION -> settings.putAll(database());
            case MARKET -> {
                settings.put("ballast.market.backoff-ceiling", RECONNECT_WITHIN);
                settings.put("ballast.market.connect-attempts", "1000");
                recording.ifPresent(folder -> settings.put("ballast.market.recording.directory", folder.toString()));
                venues.feeds().forEach(feed -> settings.putAll(venue(feed)));
            }
            case BRIDGE -> settings.putAll(route());
            case POSTGRES, REDIS, VENUES, BROKER ->
                throw new IllegalArgumentException(service.id() + " is no Quarkus service");
        }
        return settings;
    }

    private Map<String, String> shared(Member service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.port", port(service));
        settings.put(
                "ballast.security.public-key",
                folder.keys().resolve("public.pem").toString());
        settings.put("ballast.redis.url", "redis://127.0.0.1:" + port(Member.REDIS));
        settings.put("ballast.redis.backoff-ceiling", RECONNECT_WITHIN);
        settings.put("ballast.log.json", "false"); // here a person reads the logs
        otlpEndpoint.ifPresent(endpoint -> {
            settings.put("ballast.telemetry.otlp-endpoint", endpoint);
            // services sample nothing by themselves; who asks for traces here wants to see every one
            settings.put("ballast.telemetry.sample-ratio", "1");
        });
        return settings;
    }

    private Map<String, String> database() {
        return Map.of(
                "ballast.database.host",
                "127.0.0.1",
                "ballast.database.port",
                port(Member.POSTGRES),
                "ballast.database.name",
                PostgresServer.DATABASE,
                "ballast.database.user",
                PostgresServer.DATABASE,
                "ballast.database.password",
                new Passwords(folder.keys()).of(PostgresServer.DATABASE));
    }

    private Map<String, String> venue(VenueFeed feed) {
        String prefix = "ballast.market.venues." + feed.venue().id() + ".";
        Venue.Address address = venues.address(feed.venue());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(prefix + "enabled", "true");
        settings.put(prefix + "ws-url", address.socket());
        if (address.rest() != null) {
            settings.put(prefix + "rest-url", address.rest());
        }
        settings.put(prefix + "symbols", String.join(",", feed.symbols()));
        settings.put(prefix + "channels", String.join(",", feed.channels()));
        if (feed.depth() != null) {
            settings.put(prefix + "depth", Integer.toString(feed.depth()));
        }
        return settings;
    }

    private static Map<String, String> route() {
        String prefix = "ballast.bridge.routes.push.";
        return Map.of(
                prefix + "source.type", "stream",
                prefix + "source.topics", PUSHED_TOPICS,
                prefix + "sink.type", "push",
                prefix + "from", "new");
    }

    private String port(Member member) {
        return Integer.toString(member.port(environment).orElseThrow());
    }
}
