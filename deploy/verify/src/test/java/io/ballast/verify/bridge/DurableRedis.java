// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.bridge;

import io.ballast.common.testing.EmbeddedRedis;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A Redis whose append-only file outlives it, and can lose its tail while it is down. */
final class DurableRedis implements AutoCloseable {

    private final Path folder;
    private final EmbeddedRedis server;

    /** @param fsync {@code always} or {@code everysec} */
    DurableRedis(Path folder, String fsync) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.server = EmbeddedRedis.start(
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync,
                "--dir",
                folder.toString(),
                "--aof-use-rdb-preamble",
                "no",
                "--auto-aof-rewrite-percentage",
                "0");
    }

    int port() {
        return server.port();
    }

    String url() {
        return server.url();
    }

    void kill() {
        server.stop();
    }

    void restart() {
        server.restart();
    }

    /** Bytes of its log now. */
    long written() {
        return logs().stream().mapToLong(log -> log.toFile().length()).sum();
    }

    /** While it is down: what a crash of the whole machine takes that had not come to the disk; returns the bytes. */
    long cutTail(Random random, long notBefore) throws IOException {
        Path log = logs().getLast();
        long size = log.toFile().length();
        long cut = (long) (random.nextDouble() * Math.max(0, Math.min(size - notBefore, 2_000_000)));
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(size - cut);
        }
        return cut;
    }

    /** While it is down: everything. */
    void forget() throws IOException {
        for (Path log : logs()) {
            Files.delete(log);
        }
    }

    /** In one folder up to Redis 6, in one below it since. */
    private List<Path> logs() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains(".aof"))
                    .filter(file -> !file.toString().endsWith(".manifest"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
