// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.RunFolder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Stays while the run does, and tells when one of its processes ends or comes back. */
final class Watch {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final StopHook hook;
    private final Set<Member> suspected = EnumSet.noneOf(Member.class);
    private final Set<Member> ended = EnumSet.noneOf(Member.class);

    Watch(Surroundings surroundings, StopHook hook) {
        this.surroundings = surroundings;
        this.hook = hook;
    }

    /** Returns when another launcher has stopped the run; Ctrl-C ends the program from the {@link StopHook}. */
    void untilStopped() {
        RunFolder records = surroundings.records();
        List<ProcessRecord> described = records.all();
        while (!described.isEmpty()) {
            described.forEach(this::look);
            pause();
            described = records.all();
        }
        hook.disarm();
        surroundings.say("stopped by another ./ballast");
    }

    private void look(ProcessRecord process) {
        Member member = process.member();
        if (process.isAlive()) {
            suspected.remove(member);
            if (ended.remove(member)) {
                surroundings.say(member.id() + " is back (pid " + process.pid() + ")");
            }
        } else if (!suspected.add(member) && ended.add(member)) {
            // Told at the second look: a process that is being stopped in good order is forgotten by then.
            surroundings.say(member.id() + " ended; ./ballast start " + member.id() + " brings it back");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PERIOD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }
}
