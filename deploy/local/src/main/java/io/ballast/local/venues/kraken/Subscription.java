// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

/**
 * One symbol's share of a request to subscribe.
 *
 * @param depth levels a side; of channels other than {@code book} without meaning
 * @param snapshot whether the client wants what was before first
 */
record Subscription(Topic topic, int depth, boolean snapshot) {}
