// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import io.ballast.local.process.Starter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** Starts one process and waits until it is ready. */
final class Startup {

    private enum Outcome {
        READY,
        ENDED,
        LATE
    }

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final int TAIL_LINES = 15;

    private final Starter starter;
    private final Progress progress;

    Startup(Starter starter, Progress progress) {
        this.starter = starter;
        this.progress = progress;
    }

    void bringUp(Blueprint.Part part) {
        long begun = System.nanoTime();
        progress.begin(part.member());
        try {
            ProcessSpec spec = part.prepare().get();
            Outcome outcome = await(starter.start(spec), part.readiness());
            for (int retries = retries(part.member()); outcome == Outcome.ENDED && retries > 0; retries--) {
                pause(BEFORE_RETRY);
                outcome = await(starter.start(spec), part.readiness());
            }
            require(part.member(), outcome);
        } catch (RuntimeException e) {
            progress.failed(part.member());
            throw e;
        }
        progress.ready(part.member(), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Waits for a process that was started earlier. */
    void await(Blueprint.Part part, ProcessRecord started) {
        require(part.member(), await(started, part.readiness()));
    }

    /** A killed PostgreSQL server's orphans hold its shared memory a moment longer, which no new server accepts. */
    private static int retries(Member member) {
        return member == Member.POSTGRES ? 2 : 0;
    }

    private Outcome await(ProcessRecord started, Readiness readiness) {
        long begun = System.nanoTime();
        long limit = started.member().readyWithin().toNanos();
        // What listens nowhere can only be seen not to end at once.
        long settled = started.port() == null ? SETTLED.toNanos() : 0;
        while (true) {
            boolean ready = System.nanoTime() - begun >= settled && readiness.isReady();
            if (starter.isClosed()) {
                throw LaunchException.failed("interrupted");
            }
            if (!started.isAlive()) {
                return Outcome.ENDED;
            }
            if (ready) {
                return Outcome.READY;
            }
            if (System.nanoTime() - begun > limit) {
                return Outcome.LATE;
            }
            pause(POLL);
        }
    }

    private void require(Member member, Outcome outcome) {
        Path log = starter.log(member);
        String tail = starter.logTail(member, TAIL_LINES).stream()
                .map(line -> "\n  | " + line)
                .collect(Collectors.joining());
        switch (outcome) {
            case READY -> {}
            case ENDED ->
                throw LaunchException.failed(
                        member.id() + " ended while it was starting; the end of " + log + ":" + tail);
            case LATE ->
                throw LaunchException.failed(member.id() + " was not ready within "
                        + member.readyWithin().toSeconds() + " s; the end of " + log + ":" + tail);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }
}
