// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis.cluster;

import java.net.URI;

/** One server of a cluster, or behind a Sentinel. */
public record RedisNode(String host, int port) {

    private static final int DEFAULT_PORT = 6379;

    /** The server at a {@code redis://} address. */
    public static RedisNode at(String url) {
        URI uri = URI.create(url);
        return new RedisNode(bare(uri.getHost()), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    /** Its address, with scheme, user, password and database of {@code url}. */
    public String url(String url) {
        URI uri = URI.create(url);
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return uri.getScheme() + "://" + user + this + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
