// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a token must show to be believed. The algorithm is pinned to RS256. */
@ConfigMapping(prefix = "ballast.security")
interface SecurityConfig {

    /** Location of the PEM public key (or JWKS) that tokens are verified with: a file path or an https URL. */
    String publicKey();

    /** The only issuer accepted. */
    @WithDefault("https://ballast.local")
    String issuer();

    /** The only audience accepted. */
    @WithDefault("ballast")
    String audience();

    /** Verified tokens that are remembered; beyond it the least used are verified again. */
    @WithDefault("10000")
    int verifiedTokens();

    /** A remembered token is verified again after this, so that a withdrawn key is noticed. */
    @WithDefault("1m")
    Duration verifiedFor();
}
