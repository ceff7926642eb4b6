// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

/** A protected write was refused because its epoch has been succeeded; nothing was changed. Not to be tried again. */
public class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedException(RedisFence fence, String answer) {
        super("refused at " + fence.key() + ": epoch " + fence.epoch() + " is " + answer);
    }
}
