// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.problem.LaunchException;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command; what goes wrong is one line on the error stream. */
public final class CommandLineEntry {

    private static final int MISUSED = 2;

    private CommandLineEntry() {}

    /** Runs it for the project that the system property {@code ballast.root} names; returns the exit code. */
    public static int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Map<String, String> environment = System.getenv();
        LocalFolder folder = LocalFolder.of(System.getProperty("ballast.root", "."), environment);
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal() && !"dumb".equals(environment.get("TERM"));
        return run(new Surroundings(folder, environment, out, terminal), err, arguments);
    }

    static int run(Surroundings surroundings, PrintWriter err, String... arguments) {
        CommandLine commands = new CommandLine(new RootCommand())
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new DownCommand(surroundings))
                .addSubcommand(new PsCommand(surroundings))
                .addSubcommand(new KillCommand(surroundings))
                .addSubcommand(new StartCommand(surroundings))
                .addSubcommand(new TokenCommand(surroundings))
                .addSubcommand(new DiagnoseCommand(surroundings))
                .addSubcommand(new IdleCommand(surroundings));
        commands.setOut(surroundings.out());
        commands.setErr(err);
        commands.setParameterExceptionHandler((failure, given) -> misused(failure, err));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, parsed, err));
        return commands.execute(arguments);
    }

    private static int misused(ParameterException failure, PrintWriter err) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        err.println("ballast: "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + " (see " + command
                + " --help)");
        return MISUSED;
    }

    private static int failed(Exception failure, ParseResult parsed, PrintWriter err) {
        String message = failure instanceof LaunchException ? failure.getMessage() : failure.toString();
        err.println("ballast: " + message);
        if (parsed.subcommand() != null && parsed.subcommand().hasMatchedOption("--verbose")) {
            failure.printStackTrace(err);
        }
        return failure instanceof LaunchException known ? known.exitCode() : 1;
    }
}
