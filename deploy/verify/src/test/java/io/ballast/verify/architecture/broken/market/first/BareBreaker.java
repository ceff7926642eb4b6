// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Has a breaker that no operator sees. */
class BareBreaker {

    @CircuitBreaker
    void call() {}
}
