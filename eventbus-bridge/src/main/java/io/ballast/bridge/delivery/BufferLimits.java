// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;

/**
 * How much may wait for one client.
 *
 * @param events at most so many
 * @param bytes and at most so many characters of text
 * @param conflateAbove from so many on, newer states replace older ones
 * @param drops is told of everything that will never be sent
 */
public record BufferLimits(int events, long bytes, int conflateAbove, Drops drops) {

    /** Counts what is not sent. */
    @FunctionalInterface
    public interface Drops {
        void dropped(Topic topic, String reason, int count);
    }
}
