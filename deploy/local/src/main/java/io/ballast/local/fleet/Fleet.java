// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessRecord;
import io.ballast.local.process.RunFolder;
import io.ballast.local.process.Starter;
import io.ballast.local.process.Stopper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All processes of a run. Whoever changes what runs holds the {@link io.ballast.local.process.RunLock}. */
public final class Fleet {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final List<Set<Member>> STOP_ORDER = List.of(
            Set.of(Member.BROKER),
            Set.of(Member.BRIDGE, Member.MARKET, Member.RECONCILIATION),
            Set.of(Member.VENUES),
            Set.of(Member.REDIS, Member.POSTGRES));

    private final RunFolder records;
    private final Starter starter;
    private final Blueprint blueprint;
    private final Progress progress;

    public Fleet(RunFolder records, Starter starter, Blueprint blueprint, Progress progress) {
        this.records = records;
        this.starter = starter;
        this.blueprint = blueprint;
        this.progress = progress;
    }

    /**
     * Brings up everything; returns when all of it is ready.
     *
     * @throws LaunchException if one process fails; the others may run then, and {@link #stopAll()} is due
     */
    public void up(List<List<Blueprint.Part>> stages) {
        stages.stream().flatMap(List::stream).forEach(part -> starter.freshLog(part.member()));
        for (List<Blueprint.Part> stage : stages) {
            bringUp(stage);
        }
    }

    /** Starts a process again the way it was started before; returns when it is ready. Nothing to do if it is. */
    public void start(ProcessRecord before) {
        Startup startup = new Startup(starter, progress);
        Blueprint.Part part = blueprint.again(before);
        if (before.isAlive()) {
            startup.await(part, before);
        } else {
            startup.bringUp(part);
        }
    }

    /** Ends what runs, who feeds before who is fed, and forgets it. Returns the names of what was still running. */
    public List<Member> stopAll() {
        starter.close();
        List<Member> running =
                records.alive().reversed().stream().map(ProcessRecord::member).toList();
        for (Set<Member> stage : STOP_ORDER) {
            List<ProcessRecord> stopping = records.all().stream()
                    .filter(found -> stage.contains(found.member()))
                    .toList();
            sideBySide(
                    stopping.stream().<Runnable>map(found -> () -> stop(found)).toList());
        }
        return running;
    }

    private void stop(ProcessRecord found) {
        Stopper.stop(found, STOP_PATIENCE);
        records.remove(found.member());
    }

    private void bringUp(List<Blueprint.Part> stage) {
        Startup startup = new Startup(starter, progress);
        sideBySide(stage.stream()
                .<Runnable>map(part -> () -> startup.bringUp(part))
                .toList());
    }

    /** Runs the tasks at the same time; the first failure makes the starter refuse, so that the others give up. */
    private void sideBySide(List<Runnable> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
            tasks.forEach(task -> {
                var unused = done.submit(task, null);
            });
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException | InterruptedException e) {
                // Before the executor waits for the others, which would go on until their own limits.
                starter.close();
                throw failure(e);
            }
        }
    }

    private static LaunchException failure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return LaunchException.failed("interrupted", e);
        }
        return e.getCause() instanceof LaunchException known
                ? known
                : LaunchException.failed(String.valueOf(e.getCause()), e);
    }
}
