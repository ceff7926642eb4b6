// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

/** How far one feed (a channel of a symbol at a venue), or a venue as a whole, can be believed. Best first. */
public enum FeedState {
    /** Exact as of the last message. */
    LIVE,
    /** Exact once, but nothing was heard for longer than allowed; still readable, no part of the consolidated view. */
    STALE,
    /** Subscribed; the first snapshot is on its way. */
    SYNCING,
    /** Something was lost; everything held was dropped and a new snapshot is on its way. */
    GAP,
    /** No connection was made yet. */
    CONNECTING,
    /** No connection, or the venue refused the subscription. */
    DOWN
}
