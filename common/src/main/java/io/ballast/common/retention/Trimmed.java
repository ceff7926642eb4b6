// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import java.util.Optional;

/**
 * What one step of trimming a stream did.
 *
 * @param removed events past their age and handled by every group
 * @param dropped events beyond the hard cap
 * @param more whether there is more to do now; steps are small so that Redis serves others in between
 * @param bytes the stream's memory before this step dropped anything, estimated from samples; 0 if not looked at
 * @param heldBy the group that keeps events beyond their age, the slowest
 */
record Trimmed(long removed, long dropped, boolean more, long bytes, Optional<String> heldBy) {}
