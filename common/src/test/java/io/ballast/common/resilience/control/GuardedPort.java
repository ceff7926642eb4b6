// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.smallrye.faulttolerance.api.ApplyGuard;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Fallback;

/** A port guarded by annotations. */
@Singleton // its fields are looked at
public class GuardedPort {

    final AtomicInteger calls = new AtomicInteger();
    volatile boolean works = true;

    @ApplyGuard("broker-annotated")
    public Uni<String> quote() {
        return answer();
    }

    private Uni<String> answer() {
        calls.incrementAndGet();
        return works ? Uni.createFrom().item("quote") : Uni.createFrom().failure(new IllegalStateException("away"));
    }

    @ApplyGuard("broker-annotated")
    @Fallback(fallbackMethod = "yesterday")
    public Uni<String> quoteOrYesterdays() {
        return answer();
    }

    @ApplyGuard("broker-blocking")
    public String blocking() {
        return "never";
    }

    Uni<String> yesterday() {
        return Uni.createFrom().item("yesterday's");
    }
}
