// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** One look-up and, where needed, load of a key, shared by everybody who asks for the key meanwhile. */
final class Flight {

    private @Nullable Uni<Body> result;
    private boolean spoilt;

    /** Called once, before anybody else can see the flight. */
    void begin(Uni<Body> run) {
        result = run;
    }

    Uni<Body> result() {
        if (result == null) {
            throw new IllegalStateException("the flight has not begun");
        }
        return result;
    }

    /** Its key was invalidated while it was under way: what it brings is for those who already wait, and no others. */
    synchronized void spoil() {
        spoilt = true;
    }

    synchronized boolean spoilt() {
        return spoilt;
    }

    /** Runs {@code keep} unless spoilt; a later {@link #spoil} returns only after it has run. */
    synchronized void keep(Runnable keep) {
        if (!spoilt) {
            keep.run();
        }
    }
}
