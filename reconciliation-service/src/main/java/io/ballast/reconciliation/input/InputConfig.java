// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.input;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How agents' bodies are read. */
@ConfigMapping(prefix = "ballast.input")
interface InputConfig {

    /** Refuse bodies with fields that are not in the contract, instead of overlooking these. */
    @WithDefault("false")
    boolean strict();
}
