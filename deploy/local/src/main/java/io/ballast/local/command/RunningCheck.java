// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.RunFolder;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a run is there already. */
final class RunningCheck {

    private RunningCheck() {}

    /** @throws LaunchException if anything of an earlier run still runs, saying what to do */
    static void requireIdle(RunFolder records) {
        List<ProcessRecord> alive = records.alive();
        if (alive.isEmpty()) {
            return;
        }
        List<ProcessRecord> ended =
                records.all().stream().filter(found -> !found.isAlive()).toList();
        if (ended.isEmpty()) {
            throw LaunchException.failed("already up (" + names(alive) + "); ./ballast down stops it");
        }
        throw LaunchException.failed("already up in part: " + names(ended) + " ended, " + names(alive) + " still run; "
                + "./ballast start NAME brings one back, ./ballast down stops the rest");
    }

    private static String names(List<ProcessRecord> processes) {
        return processes.stream().map(found -> found.member().id()).collect(Collectors.joining(", "));
    }
}
