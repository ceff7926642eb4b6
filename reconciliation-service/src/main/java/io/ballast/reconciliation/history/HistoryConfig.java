// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long the tables keep what is over. What is open, and where accounts stand, is kept for ever. */
@ConfigMapping(prefix = "ballast.history")
interface HistoryConfig {

    /** Whether this process contends for the lease of the one that deletes. At least one should. */
    @WithDefault("true")
    boolean enabled();

    /** How often what is too old is looked for. */
    @WithDefault("1h")
    Duration interval();

    /** Rows deleted by one transaction. */
    @WithDefault("2000")
    int batch();

    /** How long the log is kept; months go as a whole, so up to a month longer. */
    @WithDefault("P400D")
    Duration logs();

    /** How long it is known what became of a snapshot. At least a day, so that no agent's repetition runs twice. */
    @WithDefault("P90D")
    Duration runs();

    /** How long closed positions are kept. */
    @WithDefault("P400D")
    Duration positions();

    /** How long closed trades are kept; without it for ever. Statistics forget what is deleted. */
    Optional<Duration> trades();

    /** How long decisions are kept. */
    @WithDefault("P730D")
    Duration audit();
}
