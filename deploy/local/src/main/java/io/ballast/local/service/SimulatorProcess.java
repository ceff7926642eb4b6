// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The simulators: main classes in the launcher's own jar. */
public final class SimulatorProcess {

    private static final String VENUES_MAIN = "io.ballast.local.venues.VenuesMain";
    private static final String BROKER_MAIN = "io.ballast.local.broker.BrokerMain";

    private SimulatorProcess() {}

    /** The server that stands in for the venues. */
    public static ProcessSpec venues(LocalFolder folder, int port, List<String> arguments) {
        List<String> command = java(folder, VENUES_MAIN);
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(arguments);
        return new ProcessSpec(Member.VENUES, port, command, folder.root(), Map.of());
    }

    /** The broker's demo accounts, pushing to the reconciliation service on that port. */
    public static ProcessSpec broker(LocalFolder folder, int reconciliationPort) {
        List<String> command = java(folder, BROKER_MAIN);
        command.addAll(List.of(
                "http://127.0.0.1:" + reconciliationPort,
                folder.keys().toString(),
                folder.data().resolve("broker").toString()));
        return new ProcessSpec(Member.BROKER, null, command, folder.root(), Map.of());
    }

    /** Ready when the venues server says so. */
    public static Readiness venuesReadiness(int port) {
        return Readiness.http(URI.create("http://127.0.0.1:" + port + "/ready"));
    }

    private static List<String> java(LocalFolder folder, String main) {
        return new ArrayList<>(List.of(
                Jvm.program(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                folder.launcherJar().toString(),
                main));
    }
}
