// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.postgres;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.folder.PrivateFiles;
import io.ballast.local.keys.Passwords;
import io.ballast.local.problem.LaunchException;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.process.Readiness;
import io.ballast.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The suite's database server: loopback only, passwords hashed with SCRAM, every commit on the disk. */
public final class PostgresServer {

    /** The services' database, and the role that owns it. */
    public static final String DATABASE = PostgresDatabase.NAME;

    private final LocalFolder folder;
    private final Map<String, String> environment;
    private final int port;

    public PostgresServer(LocalFolder folder, Map<String, String> environment, int port) {
        this.folder = folder;
        this.environment = environment;
        this.port = port;
    }

    /** Unpacks the programs and creates the data folder where that was not done before. */
    public ProcessSpec prepare() {
        Path programs = new PostgresPrograms(folder.bin(), environment).locate();
        List<String> prefix = RootGuard.prefix();
        PostgresData data = new PostgresData(data());
        if (data.exists()) {
            data.requireVersionOf(prefix, programs);
        } else {
            initialise(prefix, programs);
        }
        data.clearStaleLock();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data().toString()));
        settings().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return new ProcessSpec(Member.POSTGRES, port, command, folder.home(), Map.of());
    }

    /** Ready when the suite's role can query the suite's database; makes both at the first time. */
    public Readiness readiness() {
        return new PostgresDatabase(port, new Passwords(folder.keys()))::isReady;
    }

    /** To be called before the same command is started once more after a kill. */
    public void recover() {
        new PostgresData(data()).clearStaleLock();
    }

    private Path data() {
        return folder.data().resolve("postgres");
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", "127.0.0.1",
                "port", Integer.toString(port),
                "unix_socket_directories", "",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "max_connections", "100",
                "timezone", "UTC",
                "log_timezone", "UTC");
    }

    private void initialise(List<String> prefix, Path programs) {
        Path draft = data().resolveSibling("postgres.draft");
        Passwords passwords = new Passwords(folder.keys());
        String unused = passwords.of(PostgresDatabase.ADMIN);
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve("initdb").toString());
        command.addAll(List.of("-D", draft.toString(), "-U", PostgresDatabase.ADMIN));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"));
        command.add("--pwfile=" + passwords.file(PostgresDatabase.ADMIN));
        try {
            PrivateFiles.deleteTree(draft);
            Tool.Outcome outcome = Tool.run(command);
            if (!outcome.succeeded()) {
                Path log = Files.writeString(folder.log("initdb"), outcome.output());
                throw LaunchException.failed("initdb failed (see " + log + "): "
                        + outcome.output().lines().toList().getLast());
            }
            // Only a complete cluster gets the final name, so one that was interrupted is never started.
            Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LaunchException.failed("cannot create the database in " + data() + ": " + PrivateFiles.reason(e), e);
        }
    }
}
