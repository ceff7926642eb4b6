// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.fleet.Fleet;
import io.ballast.local.fleet.Progress;
import io.ballast.local.process.Member;
import io.ballast.local.process.RunLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Stops everything. */
@Command(name = "down", description = "Stops everything that ./ballast up started; data stays.")
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (RunLock lock = surroundings.lock(PATIENCE);
                Progress progress = new Progress(surroundings.out(), false)) {
            Fleet fleet = surroundings.fleet(surroundings.starter(), progress);
            List<Member> stopped = fleet.stopAll();
            surroundings.say(
                    stopped.isEmpty()
                            ? "nothing is running"
                            : "stopped " + stopped.stream().map(Member::id).collect(Collectors.joining(", ")));
            return 0;
        }
    }
}
