// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import java.util.Map;

/**
 * Events that a stream lost because it was at its hard cap: {@code count} entries with ids from {@code from} to
 * {@code to}, both included.
 *
 * @param bytes the stream's memory at that time, above {@code limit}
 * @param groups what each group that had not handled all of them lost, by its name
 */
record HardCapDrop(
        String stream, String from, String to, long count, long bytes, long limit, Map<String, Lost> groups) {

    HardCapDrop {
        groups = Map.copyOf(groups);
    }

    /**
     * @param unread never delivered to the group
     * @param pending delivered, but not acknowledged
     * @param idleMillis since its most active consumer was last heard of; -1 if it has none
     */
    record Lost(long unread, long pending, long idleMillis) {}
}
