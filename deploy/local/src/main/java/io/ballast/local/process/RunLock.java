// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Lets one launcher at a time change what runs. The operating system frees it with the process. */
public final class RunLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, waiting up to {@code patience}; gives up with the holder's pid. */
    @SuppressWarnings("resource") // the channel lives as long as the lock
    public static RunLock take(Path folder, Duration patience) {
        Path file = folder.resolve("lock");
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            while (lock == null && System.nanoTime() < deadline) {
                Thread.sleep(POLL);
                lock = channel.tryLock();
            }
            if (lock == null) {
                channel.close();
                throw LaunchException.failed(
                        "another ./ballast (pid " + Files.readString(file).strip()
                                + ") is starting or stopping processes; wait for it or end it");
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            int unused = channel.truncate(0).write(ByteBuffer.wrap(pid));
            return new RunLock(channel);
        } catch (IOException e) {
            throw LaunchException.failed("cannot lock " + file + ": " + PrivateFiles.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw LaunchException.failed("cannot unlock: " + PrivateFiles.reason(e), e);
        }
    }
}
