// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The address of Redis as configured, and what it asks of every client of it. */
final class RedisAddress {

    private static final int TOPOLOGY_KNOWN_MS = 100;

    private RedisAddress() {}

    static List<String> urls(RedisConfig config) {
        return Arrays.stream(config.url().split(",")).map(String::trim).toList();
    }

    /** @throws IllegalArgumentException names the setting that is wrong */
    static void check(RedisConfig config) {
        List<String> urls = urls(config);
        for (String url : urls) {
            if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
                throw new IllegalArgumentException("ballast.redis.url must begin with redis:// or rediss://");
            }
        }
        if (urls.stream().map(url -> URI.create(url).getScheme()).distinct().count() > 1) {
            throw new IllegalArgumentException("ballast.redis.url: all with TLS (rediss://), or none");
        }
        switch (config.topology()) {
            case STANDALONE -> {
                if (urls.size() > 1) {
                    throw new IllegalArgumentException(
                            "ballast.redis.url has several addresses, for which ballast.redis.topology must be sentinel or cluster");
                }
            }
            case SENTINEL -> {}
            case CLUSTER -> {
                if (urls.stream().anyMatch(url -> !RedisDedicated.database(url).equals("0"))) {
                    throw new IllegalArgumentException("ballast.redis.url: a cluster has no database but 0");
                }
            }
        }
        RedisConfig.Tls tls = config.tls();
        tls.trustCertificate().ifPresent(file -> readable("trust-certificate", file));
        tls.clientCertificate().ifPresent(file -> readable("client-certificate", file));
        tls.clientKey().ifPresent(file -> readable("client-key", file));
        if (tls.clientCertificate().isPresent() != tls.clientKey().isPresent()) {
            throw new IllegalArgumentException("ballast.redis.tls.client-certificate and client-key belong together");
        }
    }

    private static void readable(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("ballast.redis.tls." + setting + ": cannot read " + file);
        }
    }

    /** Makes a client's options fit. A client of another Redis is left alone. */
    static void apply(RedisConfig config, RedisOptions options) {
        check(config);
        List<String> urls = urls(config);
        if (!options.getEndpoints().containsAll(urls)) {
            return;
        }
        NetClientOptions net = options.getNetClientOptions();
        if (config.topology() == RedisTopology.CLUSTER) {
            options.setType(RedisClientType.CLUSTER);
        }
        if (config.topology() == RedisTopology.SENTINEL) {
            options.setType(RedisClientType.SENTINEL)
                    .setRole(RedisRole.MASTER)
                    .setMasterName(config.masterName())
                    .setTopologyCacheTTL(TOPOLOGY_KNOWN_MS);
            if (net.getReadIdleTimeout() == 0) {
                // a sentinel that is half-open would be waited for without end, by every later attempt too
                net.setReadIdleTimeout(seconds(config.pingInterval().plus(config.commandTimeout())));
            }
        }
        if (urls.getFirst().startsWith("rediss://")) {
            net.setSsl(true).setHostnameVerificationAlgorithm(config.tls().verifyHost() ? "HTTPS" : "");
            config.tls()
                    .trustCertificate()
                    .ifPresent(file -> net.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
            config.tls()
                    .clientCertificate()
                    .ifPresent(file -> net.setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(file.toString())
                            .addKeyPath(config.tls().clientKey().orElseThrow().toString())));
        }
    }

    private static int seconds(Duration atLeast) {
        return Math.toIntExact(Math.max(1, atLeast.plusMillis(999).toSeconds()));
    }
}
