// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Environment;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of the three services as a process: its packaged application and a file with its settings. */
public final class ServiceProcess {

    private static final Map<Member, String> MODULES = Map.of(
            Member.RECONCILIATION, "reconciliation-service",
            Member.MARKET, "market-aggregator-service",
            Member.BRIDGE, "eventbus-bridge");

    private ServiceProcess() {}

    /** Writes the settings of {@code service} and says how it is started. */
    public static ProcessSpec prepare(Member service, ServiceSettings settings) {
        LocalFolder folder = settings.folder();
        String module = String.valueOf(MODULES.get(service));
        Path application = folder.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(application)) {
            throw LaunchException.failed(application + " is missing: the build did not finish");
        }
        Path file = folder.run().resolve(service.id() + ".properties");
        try {
            PrivateFiles.write(file, SettingsFile.text(settings.of(service)));
        } catch (IOException e) {
            throw LaunchException.failed("cannot write " + file + ": " + PrivateFiles.reason(e), e);
        }
        List<String> command = List.of(
                Jvm.program(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.config.locations=" + location(file),
                "-jar",
                application.toString());
        return new ProcessSpec(
                service,
                service.port(settings.environment()).orElseThrow(),
                command,
                folder.root(),
                Environment.settings(settings.environment()));
    }

    /** Ready when the service says so. */
    public static Readiness readiness(int port) {
        return Readiness.http(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }

    /** The setting takes a list of URIs: a comma would end the first. */
    private static String location(Path file) {
        return file.toUri().toString().replace(",", "%2C");
    }
}
