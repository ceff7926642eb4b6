// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import java.util.function.Supplier;

/**
 * One process to bring up.
 *
 * @param prepare does what must be done before it can start, and says how it is started
 */
public record Part(Member member, Supplier<ProcessSpec> prepare, Readiness readiness) {}
