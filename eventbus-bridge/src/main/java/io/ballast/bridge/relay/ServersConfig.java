// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Other Redis servers that routes may read from and write to. */
@ConfigMapping(prefix = "ballast.bridge.redis")
public interface ServersConfig {

    /** By the name that routes call them by; {@code default} is this region's own and not among them. */
    @WithParentName
    Map<String, Server> byName();

    /** One Redis. */
    interface Server {

        /** {@code redis://[user:password@]host:port[/database]}, {@code rediss://} with TLS as the JDK trusts it. */
        String url();
    }
}
