// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import java.util.Arrays;
import java.util.List;

/** Where a server listens. */
record ServerAddress(String host, int port) {

    private static final int DEFAULT_PORT = 5432;

    /** {@code host}, {@code host:port}, or {@code [IPv6 address]:port}. */
    static ServerAddress parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.lastIndexOf(':');
        boolean bare =
                colon < 0 || trimmed.endsWith("]") || (trimmed.indexOf(':') != colon && !trimmed.startsWith("["));
        String host = bare ? trimmed : trimmed.substring(0, colon);
        try {
            int port = bare ? DEFAULT_PORT : Integer.parseInt(trimmed.substring(colon + 1));
            return new ServerAddress(host.replace("[", "").replace("]", ""), port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not host:port: " + text, e);
        }
    }

    /** Several, separated by commas. */
    static List<ServerAddress> parseAll(String text) {
        return Arrays.stream(text.split(","))
                .filter(each -> !each.isBlank())
                .map(ServerAddress::parse)
                .toList();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
