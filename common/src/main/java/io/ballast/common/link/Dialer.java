// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

/** Makes one connection. Implemented per protocol; driven by a {@link Supervisor}. */
public interface Dialer {

    /**
     * Begins one attempt without blocking and reports what becomes of it to {@code attempt}: {@link Attempt#up()} once
     * the connection <em>and its subscriptions</em> stand, {@link Attempt#activity()} for everything heard,
     * {@link Attempt#down(String)} when it fails or ends, as often as it likes.
     *
     * @return closes whatever this attempt opened; must tolerate being called at any moment
     */
    Connection dial(Attempt attempt);

    /** What an attempt opened. */
    interface Connection {
        void close();
    }
}
