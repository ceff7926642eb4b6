// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.redis;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The suite's Redis: loopback only, append-only file on, so at most about a second is lost in a kill. */
public final class RedisServer {

    private final LocalFolder folder;
    private final Map<String, String> environment;
    private final int port;

    public RedisServer(LocalFolder folder, Map<String, String> environment, int port) {
        this.folder = folder;
        this.environment = environment;
        this.port = port;
    }

    /** Unpacks the program where needed and writes its configuration. */
    public ProcessSpec prepare() {
        Path program = new RedisProgram(folder.bin(), environment).locate();
        Path data = folder.data().resolve("redis");
        Path configuration = folder.run().resolve("redis.conf");
        try {
            PrivateFiles.makeFolder(data);
            PrivateFiles.write(configuration, configuration(data));
        } catch (IOException e) {
            throw LaunchException.failed("cannot prepare Redis: " + PrivateFiles.reason(e), e);
        }
        return new ProcessSpec(
                Member.REDIS, port, List.of(program.toString(), configuration.toString()), folder.home(), Map.of());
    }

    /** Ready when it answers a ping: while it loads its data it does not. */
    public Readiness readiness() {
        return new RedisPing(port);
    }

    private String configuration(Path data) {
        // aof-load-truncated: a kill in the middle of a write leaves half a command, which is dropped at the next
        // start.
        return """
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize no
                save ""
                appendonly yes
                appendfsync everysec
                aof-load-truncated yes
                """
                .formatted(port, data.toString().replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
