// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

/** Reports with the number of the attempt they are about, so that those of an old one can be told apart. */
record EpochAttempt(Supervisor link, long epoch) implements Attempt {

    @Override
    public void up() {
        link.up(epoch);
    }

    @Override
    public void activity() {
        link.activity(epoch);
    }

    @Override
    public void down(String cause) {
        link.down(epoch, cause);
    }
}
