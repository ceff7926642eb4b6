// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.Readiness;
import io.ballast.local.process.RunFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * How a process is doing.
 *
 * @param pid null unless it runs
 * @param port null if it listens nowhere
 * @param ready whether it answers that it can do its work; never without running
 */
public record MemberState(Member member, @Nullable Long pid, @Nullable Integer port, boolean ready) {

    /** All processes, in the order they are listed in. */
    public static List<MemberState> all(RunFolder records, Blueprint blueprint) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<MemberState>> asked = Member.LISTED.stream()
                    .map(member -> ask(member, records.find(member), blueprint, threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }

    private static CompletableFuture<MemberState> ask(
            Member member, Optional<ProcessRecord> found, Blueprint blueprint, Executor threads) {
        return CompletableFuture.supplyAsync(() -> of(member, found, blueprint), threads);
    }

    private static MemberState of(Member member, Optional<ProcessRecord> found, Blueprint blueprint) {
        int port = found.map(ProcessRecord::port).orElse(blueprint.port(member));
        Integer shown = port == 0 ? null : Integer.valueOf(port);
        return found.filter(ProcessRecord::isAlive)
                .map(running ->
                        new MemberState(member, running.pid(), shown, isReady(blueprint.readiness(member, port))))
                .orElse(new MemberState(member, null, shown, false));
    }

    private static boolean isReady(Readiness readiness) {
        try {
            return readiness.isReady();
        } catch (LaunchException neverWillBe) {
            return false;
        }
    }

    public boolean running() {
        return pid != null;
    }

    /** For machines: {@code running} or {@code stopped}. */
    public String state() {
        return running() ? "running" : "stopped";
    }

    /** For people. */
    public String description() {
        return running() && !ready ? "running, not ready" : state();
    }
}
