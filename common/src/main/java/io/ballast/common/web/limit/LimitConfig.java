// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Request limits of one instance. They stop runaways and guessing, not ordinary bursts. */
@ConfigMapping(prefix = "ballast.limits")
interface LimitConfig {

    /** Whether there are limits. */
    @WithDefault("true")
    boolean enabled();

    /** By the token's {@code sub}, after it was verified. */
    SubjectLimits subject();

    /** By the caller's address (of IPv6 the first 64 bits), before anything else is looked at. */
    AddressLimits address();

    /** Addresses, and likewise subjects, that are watched at a time; the longest idle is forgotten first. */
    @WithDefault("100000")
    int watched();

    interface SubjectLimits {

        /** Requests a second, sustained. */
        @WithDefault("500")
        long rate();

        /** Requests at once, after a quiet time. */
        @WithDefault("2000")
        long burst();
    }

    interface AddressLimits {

        /** Requests a second, sustained. */
        @WithDefault("2000")
        long rate();

        /** Requests at once, after a quiet time. */
        @WithDefault("8000")
        long burst();
    }
}
