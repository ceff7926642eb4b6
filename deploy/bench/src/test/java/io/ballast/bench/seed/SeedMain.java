// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code ./ballast seed} runs. */
final class SeedMain {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private static final String HELP =
            """
            Usage: ./ballast seed --user UUID --rows N [--account NAME] [--months N] [--database URL]
            Writes a long history for one account into reconciliation-service's database, as the service would have left
            it: log rows spread evenly over the months up to now, the runs, positions and trades that they tell of, and
            the projections. For trying out what a query costs with many rows. Made data: never point it at a database
            that matters.
                  --user UUID      Whose history.
                  --rows N         Log rows, 2500 or more. A million takes about a quarter of a minute and 1 GB.
                  --account NAME   A name that the user has no account of yet; default: seeded.
                  --months N       How far back, 1 to 120; default: 12. Missing partitions are made.
                  --database URL   JDBC URL; default: the local run's. User and password are $BALLAST_DATABASE_USER
                                   (default: ballast) and $BALLAST_DATABASE_PASSWORD (default: the local run's).
            It writes in pieces. After Ctrl-C or a fault the same call goes on where it was; when all is there it does
            nothing. Exit codes: 0 done, 1 failed, 2 wrong use.
            """;
    private static final String LOCAL = "jdbc:postgresql://127.0.0.1:15432/ballast";
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, String> environment;
    private final PrintStream out;
    private @Nullable UUID user;
    private long rows;
    private String account = "seeded";
    private int months = 12;
    private String database = LOCAL;

    SeedMain(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new SeedMain(System.getenv(), out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return OK;
        }
        try {
            read(arguments.iterator());
        } catch (IllegalArgumentException e) {
            out.println("ballast seed: " + e.getMessage());
            return WRONG_USE;
        }
        try (Connection connection = DriverManager.getConnection(database, login())) {
            new Seed(new Store(connection), out).fill(wanted(), account, rows, months);
            return OK;
        } catch (SQLException | IOException | IllegalStateException e) {
            out.println("ballast seed: " + e.getMessage());
            return FAILED;
        }
    }

    private UUID wanted() {
        if (user == null) {
            throw new IllegalArgumentException("--user is missing");
        }
        return user;
    }

    private void read(Iterator<String> arguments) {
        while (arguments.hasNext()) {
            String option = arguments.next();
            if (!arguments.hasNext()) {
                throw new IllegalArgumentException("no option, or one without a value: " + option);
            }
            String value = arguments.next();
            switch (option) {
                case "--user" -> user = UUID.fromString(value);
                case "--rows" -> rows = number(option, value, History.LEAST, 1_000_000_000);
                case "--months" -> months = (int) number(option, value, 1, 120);
                case "--database" -> database = value;
                case "--account" -> account = value;
                default -> throw new IllegalArgumentException("no option '" + option + "'; see --help");
            }
        }
        UUID unused = wanted();
        if (rows == 0) {
            throw new IllegalArgumentException("--rows is missing");
        }
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("--account must match " + ACCOUNT);
        }
    }

    private static long number(String option, String value, long least, long most) {
        if (!value.matches("\\d{1,18}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(option + " must be a number from " + least + " to " + most);
        }
        return Long.parseLong(value);
    }

    private Properties login() throws IOException {
        Properties login = new Properties();
        login.setProperty("user", environment.getOrDefault("BALLAST_DATABASE_USER", "ballast"));
        login.setProperty("connectTimeout", "5");
        login.setProperty("ApplicationName", "ballast-seed");
        String password = environment.get("BALLAST_DATABASE_PASSWORD");
        Path local = Path.of(System.getProperty("ballast.state", ".ballast"), "keys/ballast.password");
        if (password == null && Files.exists(local)) {
            password = Files.readString(local).strip();
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return login;
    }
}
