// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is measured of an instance, and from when on it is an alarm. */
@ConfigMapping(prefix = "ballast.health")
interface HealthConfig {

    /** How often everything is measured. */
    @WithDefault("10s")
    Duration sampleEvery();

    /** How far back a forecast and an anomaly score look. */
    @WithDefault("60m")
    Duration window();

    /** How far ahead a forecast looks. */
    @WithDefault("15m")
    Duration forecastAhead();

    /** Before so much history is there, no forecast is made. */
    @WithDefault("30m")
    Duration forecastHistory();

    /** Standard deviations above the window's mean from which a value is an anomaly. */
    @WithDefault("2")
    double anomalyDeviations();

    /** Measurements before no anomaly score is made. */
    @WithDefault("30")
    int anomalyHistory();

    /** So many measurements in a row must agree before an alarm begins or ends. */
    @WithDefault("3")
    int confirmations();

    /** An alarm ends only this share of its limit below it, 0 to 1: it must not flap. */
    @WithDefault("0.05")
    double hysteresis();

    /** Response times and error rate tell nothing while fewer requests than this were answered in a minute. */
    @WithDefault("20")
    int minRequests();

    /** A folder on the file system whose use is watched. */
    @WithDefault(".")
    String diskPath();

    /** Alarms kept while Redis is away; beyond that the oldest are dropped, and counted. */
    @WithDefault("256")
    int buffer();

    /** From which value on. */
    Limits limits();

    /** The limits of all checks. */
    interface Limits {

        /** Use of all processors, in percent. */
        @WithDefault("80")
        double cpuPercent();

        /** Heap still in use after its last collection, in percent of its maximum. */
        @WithDefault("85")
        double memoryPercent();

        /** Use of the file system that {@code disk-path} is on, in percent. */
        @WithDefault("90")
        double diskPercent();

        /** Response time, of each of the quantiles. */
        @WithDefault("1s")
        Duration responseTime();

        /** Answers with a 5xx status, in percent of all. */
        @WithDefault("5")
        double errorPercent();
    }
}
