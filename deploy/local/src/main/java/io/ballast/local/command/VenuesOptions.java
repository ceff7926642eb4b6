// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.replay.CaptureSet;
import io.ballast.local.replay.VenueFeed;
import io.ballast.local.service.VenuesSource;
import io.ballast.local.venues.fault.Faults;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where market data comes from: the simulator, captures, or the real venues. */
final class VenuesOptions {

    @Option(
            names = "--replay",
            arity = "1..*",
            paramLabel = "DIR|FILE",
            description = "Plays recorded captures (*.jsonl, *.jsonl.gz) instead of simulated venues.")
    private List<Path> replay = new ArrayList<>();

    @Option(names = "--speed", paramLabel = "N|max", description = "Plays N times as fast as recorded, or at once.")
    private @Nullable String speed;

    @Option(names = "--loop", description = "Plays the captures again and again.")
    private boolean loop;

    @Option(names = "--live", description = "Connects to the real venues.")
    private boolean live;

    @Option(
            names = "--fault",
            paramLabel = "KIND=SHARE",
            description = "Spoils that share of the venues' frames on purpose: drop, duplicate, swap, corrupt, "
                    + "truncate, stall, cut; may be given several times.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Records the venues' frames into that folder, for --replay.")
    private @Nullable Path record;

    /** Where market-aggregator records what it hears, if anywhere. */
    Optional<Path> recording() {
        return Optional.ofNullable(record).map(Path::toAbsolutePath);
    }

    VenuesSource source(Surroundings surroundings) {
        if (replay.isEmpty() && (speed != null || loop)) {
            throw LaunchException.misused("--speed and --loop need --replay");
        }
        if (live && !replay.isEmpty()) {
            throw LaunchException.misused("--live and --replay exclude each other");
        }
        if (live && !faults.isEmpty()) {
            throw LaunchException.misused("--live and --fault exclude each other");
        }
        checkFaults();
        int port = Member.VENUES.port(surroundings.environment()).orElseThrow();
        if (live) {
            return new VenuesSource.Live();
        }
        if (replay.isEmpty()) {
            return new VenuesSource.Simulated(port, faults);
        }
        String factor = validSpeed();
        CaptureSet captures = CaptureSet.scan(replay);
        describe(captures, surroundings);
        return new VenuesSource.Replayed(port, captures, factor, loop, faults);
    }

    private void checkFaults() {
        try {
            Faults.of(faults, 0);
        } catch (IllegalArgumentException e) {
            throw LaunchException.misused("--fault: " + e.getMessage());
        }
    }

    private String validSpeed() {
        if (speed == null) {
            return "1";
        }
        if (speed.equals("max")) {
            return speed;
        }
        if (!speed.matches("[0-9]{1,6}(\\.[0-9]{1,6})?") || new BigDecimal(speed).signum() == 0) {
            throw LaunchException.misused("--speed takes a positive number or max, not '" + speed + "'");
        }
        return speed;
    }

    private static void describe(CaptureSet captures, Surroundings surroundings) {
        for (VenueFeed feed : captures.feeds()) {
            surroundings.say("replay: " + feed.venue().id() + " " + String.join(",", feed.symbols()) + " ("
                    + String.join(", ", feed.channels()) + ")");
        }
        if (!captures.skipped().isEmpty()) {
            surroundings.say("skipped, no adapter yet: " + String.join(", ", captures.skipped()));
        }
    }
}
