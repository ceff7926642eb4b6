// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.fleet.Blueprint;
import io.ballast.local.fleet.Fleet;
import io.ballast.local.fleet.Progress;
import io.ballast.local.folder.LocalFolder;
import io.ballast.local.process.RunFolder;
import io.ballast.local.process.RunLock;
import io.ballast.local.process.Starter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/**
 * What every command works with.
 *
 * @param terminal whether a person watches the output as it is written
 */
record Surroundings(LocalFolder folder, Map<String, String> environment, PrintWriter out, boolean terminal) {

    RunFolder records() {
        return new RunFolder(folder.run());
    }

    Starter starter() {
        return new Starter(records(), folder.logs(), environment);
    }

    Blueprint blueprint() {
        return new Blueprint(folder, environment);
    }

    Fleet fleet(Starter starter, Progress progress) {
        return new Fleet(records(), starter, blueprint(), progress);
    }

    /** Waits that long while another launcher is at work. */
    RunLock lock(Duration patience) {
        return RunLock.take(folder.prepared().run(), patience);
    }

    void say(String line) {
        out.print(line + "\n");
        out.flush();
    }
}
