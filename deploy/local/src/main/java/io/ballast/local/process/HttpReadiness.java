// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Ready when a GET answers 200. */
record HttpReadiness(URI address) implements Readiness {

    private static final int LIMIT_MILLIS = 1500;

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
