// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.fleet.Blueprint;
import io.ballast.local.fleet.Fleet;
import io.ballast.local.fleet.Progress;
import io.ballast.local.keys.SigningKeys;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.PortCheck;
import io.ballast.local.process.RunFolder;
import io.ballast.local.process.RunLock;
import io.ballast.local.process.Starter;
import io.ballast.local.service.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Starts PostgreSQL, Redis, the venues, the three services and the broker simulator, "
                + "and stops them on Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final VenuesOptions venues = new VenuesOptions();

    @Option(names = "--detach", description = "Returns when everything is ready, and leaves it running.")
    private boolean detach;

    @Option(names = "--fresh", description = "Begins with empty data; keys stay.")
    private boolean fresh;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "Sends traces there (OTLP over HTTP), for example http://127.0.0.1:4318; "
                    + "default: OTEL_EXPORTER_OTLP_ENDPOINT.")
    private @Nullable String otlp;

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ServiceSettings settings = new ServiceSettings(
                surroundings.folder(),
                surroundings.environment(),
                venues.source(surroundings),
                Optional.ofNullable(otlp)
                        .or(() -> Optional.ofNullable(surroundings.environment().get("OTEL_EXPORTER_OTLP_ENDPOINT")))
                        .filter(url -> !url.isBlank()),
                venues.recording());
        Starter starter = surroundings.starter();
        Progress progress = new Progress(surroundings.out(), surroundings.terminal());
        Fleet fleet = surroundings.fleet(starter, progress);
        StopHook hook = new StopHook(surroundings, fleet, starter);
        try (RunLock lock = surroundings.lock(Duration.ZERO)) {
            List<List<Blueprint.Part>> stages = surroundings.blueprint().stages(settings);
            prepare(stages);
            hook.arm();
            bringUp(fleet, stages, hook);
        } finally {
            progress.close();
        }
        new Summary(surroundings, settings, !detach).print();
        if (detach) {
            hook.disarm();
            return 0;
        }
        hook.serving();
        new Watch(surroundings, hook).untilStopped();
        return 0;
    }

    private void prepare(List<List<Blueprint.Part>> stages) {
        RunFolder records = surroundings.records();
        RunningCheck.requireIdle(records);
        records.all().forEach(ended -> records.remove(ended.member()));
        stages.stream().flatMap(List::stream).forEach(part -> part.member()
                .port(surroundings.environment())
                .ifPresent(port -> PortCheck.requireFree(part.member(), port)));
        if (fresh) {
            surroundings.folder().wipeData();
        }
        Path publicKey = SigningKeys.in(surroundings.folder().keys()).publicKeyFile();
        surroundings.say("starting; state and logs are in "
                + surroundings.folder().home() + (fresh ? ", data is empty" : "")
                + (publicKey.toFile().canRead() ? "" : ", but the public key cannot be read"));
    }

    private static void bringUp(Fleet fleet, List<List<Blueprint.Part>> stages, StopHook hook) {
        try {
            fleet.up(stages);
        } catch (LaunchException e) {
            hook.joinIfRunning();
            hook.disarm();
            fleet.stopAll();
            throw LaunchException.failed(e.getMessage() + "\nballast: everything was stopped again", e);
        }
    }
}
