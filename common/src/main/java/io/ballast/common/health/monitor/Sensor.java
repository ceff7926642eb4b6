// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import java.util.Map;

/** Measures some of the checks now. May touch the file system; called from one worker thread at a time. */
interface Sensor {

    /** What could be measured, by check; what could not is left out. */
    Map<Check, Double> measure();
}
