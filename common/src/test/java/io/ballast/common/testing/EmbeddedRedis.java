// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server process for the length of a test, to be killed, frozen and restarted. Starts empty. */
public final class EmbeddedRedis implements AutoCloseable {

    /** The nodes of a cluster talk at a port 10,000 above. */
    private static final int HIGHEST_WITH_BUS = 55_535;

    private static final Path BINARY = binary();
    private static final String READY = "Ready to accept connections";

    private final int port;
    private final List<String> settings;
    private Process process;

    private EmbeddedRedis(int port, List<String> settings, String sign) {
        this.port = port;
        this.settings = settings;
        this.process = launch(sign, List.of());
    }

    /** Starts one on a free port of the loopback address; {@code settings} are further command line arguments. */
    public static EmbeddedRedis start(String... settings) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        arguments.addAll(List.of(settings));
        return new EmbeddedRedis(port, arguments, READY);
    }

    /** Starts a server that is to be a node of a cluster, and keeps what it knows of it in {@code directory}. */
    static EmbeddedRedis clusterNode(Path directory) {
        int port = freePort();
        while (port > HIGHEST_WITH_BUS) {
            port = freePort();
        }
        List<String> settings = new ArrayList<>(List.of("--save", ""));
        settings.addAll(List.of(("--port %1$d --bind 127.0.0.1 --appendonly no --cluster-enabled yes"
                        + " --cluster-node-timeout 1000 --cluster-config-file nodes-%1$d.conf --dbfilename %1$d.rdb"
                        + " --dir %2$s --cluster-require-full-coverage no --cluster-replica-validity-factor 0"
                        + " --repl-diskless-sync yes --repl-diskless-sync-delay 0")
                .formatted(port, directory)
                .split(" ")));
        return new EmbeddedRedis(port, settings, READY);
    }

    /** Starts a Sentinel that alone decides about the primary on {@code primaryPort}, half a second after it fell silent. */
    public static EmbeddedRedis sentinel(Path file, String name, int primaryPort) {
        int port = freePort();
        try {
            Files.writeString(
                    file,
                    """
                    port %1$d
                    bind 127.0.0.1
                    sentinel monitor %2$s 127.0.0.1 %3$d 1
                    sentinel down-after-milliseconds %2$s 500
                    sentinel failover-timeout %2$s 3000
                    """
                            .formatted(port, name, primaryPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EmbeddedRedis(port, List.of(file.toString(), "--sentinel"), "+monitor master");
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends the server with SIGKILL and waits until it is gone; its data is gone too. */
    public void stop() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, SECONDS)) {
                throw new IllegalStateException("redis-server survives SIGKILL");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again, empty, on the same port. */
    public void restart() {
        process = launch(READY, List.of());
    }

    /** Starts it again with further settings, and returns while it still loads its data. */
    public void restartLoading(String... further) {
        process = launch("Server initialized", List.of(further));
    }

    /** Says one command without any client and returns the first line of the answer. */
    public String say(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #say}, for an answer that is one text. */
    public String bulk(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            StringBuilder first = new StringBuilder();
            for (int c = answer.read(); c >= 0 && c != '\n'; c = answer.read()) {
                first.append((char) c);
            }
            if (!first.toString().startsWith("$")) {
                return first.toString();
            }
            byte[] text = new byte[Integer.parseInt(first.substring(1).strip())];
            answer.readFully(text);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the process in its tracks (SIGSTOP): connections stay open and nothing answers. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " answered " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch(String sign, List<String> further) {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(settings);
        command.addAll(further);
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            await(started, sign);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process started, String sign) throws IOException {
        BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(sign)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {})); // or the pipe fills and blocks it
                return;
            }
        }
        throw new IllegalStateException("redis-server did not start:\n" + seen);
    }

    /** The embedded one, unless {@code ballast.redis.binary} names another version to test with. */
    private static Path binary() {
        String other = System.getProperty("ballast.redis.binary");
        if (other != null) {
            return Path.of(other);
        }
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
