// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.RunLock;
import io.ballast.local.process.Stopper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends one process the hard way. */
@Command(name = "kill", description = "Ends one process with SIGKILL, to see what its absence does.")
final class KillCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "reconciliation, market, bridge, postgres, redis, venues or broker")
    private String name = "";

    KillCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Member member = Member.of(name);
        try (RunLock lock = surroundings.lock(PATIENCE)) {
            Optional<ProcessRecord> alive = surroundings.records().find(member).filter(ProcessRecord::isAlive);
            alive.ifPresent(Stopper::kill);
            surroundings.say(alive.map(killed -> name + " (pid " + killed.pid() + ") is killed")
                    .orElse(name + " is not running"));
            return 0;
        }
    }
}
