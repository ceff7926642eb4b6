// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a session can do on its connection. Everything it hands over runs on the venue's loop, and only while the
 * connection lasts.
 */
public interface Line {

    void send(String text);

    /** The subscriptions stand. */
    void established();

    /** This connection is of no use any more; it is closed and another one is made. */
    void fail(String cause);

    /** A message that means nothing to us: counted, and logged the first time. */
    void unknown(String kind);

    /** Asks the venue's REST interface, behind the venue's breaker. */
    void get(String url, Consumer<RestReply> then);

    void after(Duration delay, Runnable task);
}
