// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.postgres.PostgresServer;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import io.ballast.local.redis.RedisServer;
import io.ballast.local.service.ServiceProcess;
import io.ballast.local.service.ServiceSettings;
import io.ballast.local.service.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which processes make up a run, and in which stages they start; within a stage they start side by side. */
public final class Blueprint {

    private final LocalFolder folder;
    private final Map<String, String> environment;

    public Blueprint(LocalFolder folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** A new run: first what the services need, then the services, then who feeds them. */
    public List<List<Part>> stages(ServiceSettings settings) {
        List<Part> servers = new ArrayList<>();
        servers.add(part(Member.POSTGRES, () -> postgres(port(Member.POSTGRES)).prepare()));
        servers.add(part(Member.REDIS, () -> redis(port(Member.REDIS)).prepare()));
        List<String> venues = settings.venues().serverArguments();
        if (!venues.isEmpty()) {
            servers.add(part(Member.VENUES, () -> SimulatorProcess.venues(folder, port(Member.VENUES), venues)));
        }
        List<Part> services = List.of(Member.RECONCILIATION, Member.MARKET, Member.BRIDGE).stream()
                .map(service -> part(service, () -> ServiceProcess.prepare(service, settings)))
                .toList();
        Part broker = part(Member.BROKER, () -> SimulatorProcess.broker(folder, port(Member.RECONCILIATION)));
        return List.of(List.copyOf(servers), services, List.of(broker));
    }

    /** One process of an earlier run, started again the way it was. */
    Part again(ProcessRecord before) {
        int port = before.port() == null ? 0 : before.port();
        return new Part(
                before.member(),
                () -> {
                    if (before.member() == Member.POSTGRES) {
                        postgres(port).recover();
                    }
                    return before.spec();
                },
                readiness(before.member(), port));
    }

    /** How to ask that process on that port whether it is ready. */
    Readiness readiness(Member member, int port) {
        return switch (member) {
            case POSTGRES -> postgres(port).readiness();
            case REDIS -> redis(port).readiness();
            case VENUES -> SimulatorProcess.venuesReadiness(port);
            case RECONCILIATION, MARKET, BRIDGE -> ServiceProcess.readiness(port);
            case BROKER -> () -> true;
        };
    }

    private Part part(Member member, Supplier<ProcessSpec> prepare) {
        return new Part(member, prepare, readiness(member, port(member)));
    }

    private PostgresServer postgres(int port) {
        return new PostgresServer(folder, environment, port);
    }

    private RedisServer redis(int port) {
        return new RedisServer(folder, environment, port);
    }

    /** Where a new run puts that process; 0 if it listens nowhere. */
    int port(Member member) {
        return member.port(environment).orElse(0);
    }

    /**
     * One process to bring up.
     *
     * @param prepare does what must be done before it can start, and says how it is started
     */
    public record Part(Member member, Supplier<ProcessSpec> prepare, Readiness readiness) {}
}
