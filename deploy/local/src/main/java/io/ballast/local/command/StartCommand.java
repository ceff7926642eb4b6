// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.fleet.Progress;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.PortCheck;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.RunLock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings one process back. */
@Command(
        name = "start",
        description = "Starts one process of the run again, with its data, and returns when it is ready.")
final class StartCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "reconciliation, market, bridge, postgres, redis, venues or broker")
    private String name = "";

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Member member = Member.of(name);
        try (RunLock lock = surroundings.lock(PATIENCE);
                Progress progress = new Progress(surroundings.out(), surroundings.terminal())) {
            ProcessRecord before = surroundings
                    .records()
                    .find(member)
                    .orElseThrow(() -> LaunchException.failed(name + " is no part of a run; ./ballast up starts one"));
            boolean running = before.isAlive();
            if (!running && before.port() != null) {
                PortCheck.requireFree(member, before.port());
            }
            surroundings.fleet(surroundings.starter(), progress).start(before);
            if (running) {
                progress.line(name + " is running and ready");
            }
            return 0;
        }
    }
}
