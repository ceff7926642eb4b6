// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one channel of one symbol. Confined to the venue's loop. */
class Feed {

    final Channel channel;
    final Symbol symbol;
    FeedState state = FeedState.CONNECTING;
    String reason = "starting";
    /** Local elapsed clock when the state began. */
    long stateSince;
    /** Local elapsed clock of the last data; meaningless while {@link #heardAt} is null. */
    long heardNanos;
    /** Local wall clock of the last data. */
    @Nullable
    Instant heardAt;
    /** The venue's number of the last message, where it numbers them. */
    @Nullable
    Long sequence;

    Feed(Channel channel, Symbol symbol) {
        this.channel = channel;
        this.symbol = symbol;
    }
}
