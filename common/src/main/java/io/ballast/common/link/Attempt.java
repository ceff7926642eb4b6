// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

/** One attempt's way to report to its {@link Supervisor}. Reports of an attempt that is over are ignored. */
public interface Attempt {

    /** Connected, subscribed, useful. */
    void up();

    /** Something was heard from the peer: it is not silent. */
    void activity();

    /** The attempt failed, or its connection ended or is broken. */
    void down(String cause);
}
