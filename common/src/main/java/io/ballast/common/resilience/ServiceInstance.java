// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Which process this is among all replicas of all services.
 *
 * @param service the application's name
 * @param id {@code <service>@<host>-<8 random hex digits>}, new at every start: process ids repeat in containers
 */
public record ServiceInstance(String service, String id) {

    static ServiceInstance begin(String service) {
        return new ServiceInstance(
                service,
                service + "@" + host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown"; // a host without a name of its own; the random part still tells instances apart
        }
    }
}
