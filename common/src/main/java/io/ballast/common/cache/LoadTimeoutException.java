// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.time.Duration;

/** A loader did not answer in time; it fails everybody who waited for it. */
public final class LoadTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadTimeoutException(Duration limit) {
        super("no value within " + limit.toMillis() + " ms", null, false, false);
    }
}
