// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import io.ballast.local.venues.binance.Binance;
import io.ballast.local.venues.bybit.Bybit;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.coinbase.Coinbase;
import io.ballast.local.venues.fault.Faults;
import io.ballast.local.venues.kraken.Kraken;
import io.ballast.local.venues.okx.Okx;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the venues server; it runs until the process is ended. */
@Command(
        name = "venues",
        mixinStandardHelpOptions = true,
        description = "Speaks the protocols of venues, from recordings or from a simulated market.")
final class VenuesMain implements Callable<Integer> {

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "18090", description = "Port to listen on (${DEFAULT-VALUE}).")
    private int port;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the simulated market and of faults; random if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "1",
            description = "Times the recorded speed, or as fast as clients read (${DEFAULT-VALUE}).")
    private String speed = "1";

    @Option(
            names = "--loop",
            description = "At a recording's end, cut the connection so that it begins again with the next one.")
    private boolean loop;

    @Option(
            names = "--fault",
            paramLabel = "KIND=SHARE",
            description = "Makes faults on purpose of that share of the frames: drop, duplicate, swap, corrupt, "
                    + "truncate, stall, cut; may be given several times. --seed makes them repeatable.")
    private List<String> faults = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What the venues show. */
    private static final class Source {

        @Option(names = "--simulate", required = true, description = "Show a simulated market.")
        private boolean simulate;

        @Option(
                names = "--replay",
                required = true,
                arity = "1..*",
                paramLabel = "FILE",
                description = "Play these captures (.jsonl, .jsonl.gz) or folders of them.")
        private List<Path> replay = List.of();
    }

    public static void main(String[] arguments) {
        int status = new CommandLine(new VenuesMain()).execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns once the server listens; its event loop keeps the process alive. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // One event loop: the market and every connection are confined to it.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            VenuesServer server = server(new VertxTime(vertx), out);
            vertx.deployVerticle(server)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            out.println("listening on " + host + ":" + server.port());
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println("venues: " + e.getMessage());
        } catch (ExecutionException e) {
            err.println("venues: cannot listen on " + host + ":" + port + ": " + e.getCause());
        }
        vertx.close();
        return 1;
    }

    private VenuesServer server(VenueTime time, PrintWriter out) throws IOException {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        Faults wrong = Faults.of(faults, chosen);
        if (!faults.isEmpty()) {
            out.println("making faults " + String.join(" ", faults) + " seed=" + chosen);
        }
        if (!source.simulate) {
            List<VenueProtocol> venues = CaptureFiles.venues(source.replay, Pace.of(speed, loop), time, out);
            return new VenuesServer(host, port, wrong.over(venues), () -> {});
        }
        out.println("simulating seed=" + chosen);
        SimulatedMarket market = new SimulatedMarket(chosen, time);
        List<VenueProtocol> venues = new ArrayList<>();
        venues.add(Binance.simulating(market, time));
        venues.addAll(Binance.simulatingFutures(market, time));
        venues.add(Bybit.simulating(market, time));
        venues.add(Coinbase.simulating(market, time));
        venues.add(Kraken.simulating(market, time));
        venues.add(Okx.simulating(market, time));
        return new VenuesServer(host, port, wrong.over(venues), market::start);
    }
}
