// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The Redis that carries this region's streams and caches. */
@ConfigMapping(prefix = "ballast.redis")
interface RedisConfig {

    /**
     * Where it is: {@code redis://[user:password@]host:port[/database]}, {@code rediss://} with TLS. With Sentinel the
     * sentinels, with a cluster some of its nodes, separated by commas; servers are reached with the same user, database
     * and scheme. A cluster has no database but 0.
     */
    @WithDefault("redis://127.0.0.1:16379")
    String url();

    /** Who is at {@link #url}: {@code standalone}, {@code sentinel} or {@code cluster}. */
    @WithDefault("standalone")
    RedisTopology topology();

    /** What the sentinels call the primary. */
    @WithDefault("mymaster")
    String masterName();

    /**
     * Whether reads that may be a few seconds old, such as histories, are asked of replicas, with {@code sentinel} and
     * {@code cluster}. Off, replicas only stand by.
     */
    @WithDefault("false")
    boolean replicaReads();

    /** With {@code rediss://}. */
    Tls tls();

    /** No command waits longer than this for its reply. */
    @WithDefault("2s")
    Duration commandTimeout();

    /** How often an idle link is pinged. */
    @WithDefault("1s")
    Duration pingInterval();

    /** How often the statistics in {@code /health} are gathered anew, with a round trip to the server. */
    @WithDefault("30s")
    Duration statisticsInterval();

    /** Ceiling of the first wait before a new connection attempt. */
    @WithDefault("500ms")
    Duration backoffFirst();

    /** No wait before a new connection attempt is longer. */
    @WithDefault("30s")
    Duration backoffCeiling();

    /** How the server proves who it is, and we to it. */
    interface Tls {

        /** PEM file with the certificates to trust. Absent: what the JDK trusts. */
        Optional<Path> trustCertificate();

        /** PEM file with this client's certificate, where the server asks for one. */
        Optional<Path> clientCertificate();

        /** PEM file with the PKCS #8 key of {@link #clientCertificate}. */
        Optional<Path> clientKey();

        /** Whether the certificate must name the host that was dialled. */
        @WithDefault("true")
        boolean verifyHost();
    }
}
