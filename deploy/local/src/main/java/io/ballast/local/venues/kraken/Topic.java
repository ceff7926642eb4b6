// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

/** What can be subscribed to: one channel of one symbol. */
record Topic(String channel, String symbol) {}
