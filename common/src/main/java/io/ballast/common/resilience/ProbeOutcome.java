// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

/** What trying a dependency behind an open breaker came to. */
public sealed interface ProbeOutcome {

    /** It answered; the breaker is closed. */
    record Succeeded() implements ProbeOutcome {}

    /** It failed; the breaker stays open. */
    record Failed() implements ProbeOutcome {}

    /** Nothing was tried, for this reason. */
    record NotTried(String why) implements ProbeOutcome {}
}
