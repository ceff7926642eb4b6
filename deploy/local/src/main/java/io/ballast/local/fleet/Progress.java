// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.fleet;

import io.ballast.local.process.Member;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells what happens while it happens: a line per process, and on a terminal what is being waited for. */
public final class Progress implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofMillis(250);
    private static final String ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final Set<Member> waiting = new TreeSet<>();
    private final long begun = System.nanoTime();
    private boolean closed;

    public Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            Thread.ofPlatform().daemon().name("progress").start(this::refresh);
        }
    }

    synchronized void begin(Member member) {
        waiting.add(member);
    }

    synchronized void ready(Member member, Duration took) {
        waiting.remove(member);
        line(String.format(Locale.ROOT, "%-14s ready (%.1f s)", member.id(), took.toMillis() / 1000.0));
    }

    synchronized void failed(Member member) {
        waiting.remove(member);
    }

    /** Prints a line of its own. */
    public synchronized void line(String text) {
        out.print((terminal ? ERASE : "") + text + "\n");
        out.flush();
    }

    /** Nothing is waited for any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (terminal) {
            out.print(ERASE);
            out.flush();
        }
    }

    private void refresh() {
        while (show()) {
            try {
                Thread.sleep(REFRESH);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean show() {
        if (!closed && !waiting.isEmpty()) {
            String names = waiting.stream().map(Member::id).collect(Collectors.joining(", "));
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            out.print(ERASE + "waiting for " + names + " … " + seconds + " s");
            out.flush();
        }
        return !closed;
    }
}
