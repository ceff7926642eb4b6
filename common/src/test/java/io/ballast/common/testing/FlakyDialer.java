// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import java.util.ArrayList;
import java.util.List;

/** A dialer whose attempts do only what the test makes them do; remembers every one. */
public final class FlakyDialer implements Dialer {

    /** One dialled connection as the test sees it. */
    public static final class Dialled implements Connection {

        private final Attempt attempt;
        private int closed;

        Dialled(Attempt attempt) {
            this.attempt = attempt;
        }

        public Attempt attempt() {
            return attempt;
        }

        public int timesClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private final List<Dialled> dialled = new ArrayList<>();

    @Override
    public Connection dial(Attempt attempt) {
        Dialled next = new Dialled(attempt);
        dialled.add(next);
        return next;
    }

    public List<Dialled> dialled() {
        return dialled;
    }

    public Dialled last() {
        return dialled.getLast();
    }
}
