// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** For the launcher script, which must not rebuild what runs: exit code 0 if nothing runs, 3 if something does. */
@Command(name = "idle", hidden = true)
final class IdleCommand implements Callable<Integer> {

    private static final int BUSY = 3;

    private final Surroundings surroundings;

    @Parameters(arity = "0..1")
    private @Nullable String name;

    IdleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        boolean idle = name == null
                ? surroundings.records().alive().isEmpty()
                : surroundings
                        .records()
                        .find(Member.of(name))
                        .filter(ProcessRecord::isAlive)
                        .isEmpty();
        return idle ? 0 : BUSY;
    }
}
