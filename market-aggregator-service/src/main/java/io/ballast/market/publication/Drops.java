// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Topic;

/** Hears of every event that is given up before it reached its stream. */
interface Drops {

    /** @param reason {@code full} or {@code conflated} */
    void dropped(Topic topic, String reason);
}
