// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** A mapping with a map that the validator cannot read. */
@ConfigMapping(prefix = "broken")
interface HiddenConfig {

    Map<String, String> names();
}
