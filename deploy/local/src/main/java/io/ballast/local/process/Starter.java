// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import io.ballast.local.problem.LaunchException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes that outlive the launcher, and describes each in the run folder before anybody waits for it. */
public final class Starter {

    private static final File NOTHING = new File("/dev/null");

    private final RunFolder records;
    private final Path logs;
    private final Map<String, String> inherited;
    private boolean closed;

    public Starter(RunFolder records, Path logs, Map<String, String> inherited) {
        this.records = records;
        this.logs = logs;
        this.inherited = Map.copyOf(inherited);
    }

    /** Where the process of that name writes. */
    public Path log(Member member) {
        return logs.resolve(member.id() + ".log");
    }

    /** At most the last {@code count} lines that the process of that name wrote. */
    public List<String> logTail(Member member, int count) {
        return LogTail.of(log(member), count);
    }

    /** Keeps the last run's log under another name. */
    public void freshLog(Member member) {
        Path log = log(member);
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot rename " + log, e);
        }
    }

    /**
     * Starts the process in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
     *
     * @throws LaunchException if the program cannot be run, or {@link #close()} was called
     */
    public synchronized ProcessRecord start(ProcessSpec spec) {
        if (closed) {
            throw LaunchException.failed("interrupted");
        }
        List<String> command = new ArrayList<>(OwnSession.prefix(inherited));
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(log(spec.member()).toFile()));
        builder.environment().clear();
        builder.environment().putAll(Environment.of(inherited, spec.environment()));
        try {
            long pid = builder.start().pid();
            String identity = ProcessIdentity.of(pid);
            ProcessRecord started = new ProcessRecord(
                    spec.member(),
                    pid,
                    identity == null ? "ended at once" : identity,
                    Instant.now().toString(),
                    spec.port(),
                    spec.command(),
                    spec.directory().toString(),
                    spec.environment());
            records.save(started);
            return started;
        } catch (IOException e) {
            throw LaunchException.failed("cannot start " + spec.member().id() + ": " + e.getMessage(), e);
        }
    }

    /** From now on nothing is started any more: whoever stops everything misses nothing. */
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isClosed() {
        return closed;
    }
}
