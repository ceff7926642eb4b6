// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Pace of leases. The same in all services: a contender trusts the owner's time to live. */
@ConfigMapping(prefix = "ballast.lease")
interface LeaseConfig {

    /** How long a lease lasts after its last renewal: a dead owner is succeeded that long after. */
    @WithDefault("3s")
    Duration ttl();

    /** How often an owner renews and others ask, at least. */
    @WithDefault("1s")
    Duration renewInterval();

    /** How long before the lease runs out its owner stops taking itself for the owner. */
    @WithDefault("500ms")
    Duration margin();
}
