// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What became of the calls behind one breaker. Safe for use from many threads, cheap where calls succeed. */
final class CallCounts {

    private static final int LONGEST = 200;
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+@");

    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final AtomicInteger inARow = new AtomicInteger();
    private volatile @Nullable Throwable last;

    void success() {
        succeeded.increment();
        if (inARow.get() != 0) { // reading is cheaper than writing what is there already
            inARow.set(0);
        }
    }

    void failure() {
        failed.increment();
        inARow.incrementAndGet();
    }

    void rejection() {
        rejected.increment();
    }

    /** Remembers the cause of a failure; told just before the failure is counted. */
    void because(Throwable cause) {
        last = cause;
    }

    void forgive() {
        inARow.set(0);
    }

    int failuresInARow() {
        return inARow.get();
    }

    long succeeded() {
        return succeeded.sum();
    }

    long failed() {
        return failed.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    /** Kind and message of the last failure in one bounded line, without what a URL may carry before its host. */
    @Nullable
    String lastFailure() {
        Throwable cause = last;
        if (cause == null) {
            return null;
        }
        String message = cause.getMessage();
        String text = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        String safe = CREDENTIALS.matcher(text).replaceAll("").replaceAll("\\p{Cntrl}+", " ");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "...";
    }
}
