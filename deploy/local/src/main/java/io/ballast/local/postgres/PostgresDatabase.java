// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.postgres;

import io.ballast.local.keys.Passwords;
import io.ballast.local.problem.LaunchException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The suite's role and database on the local server. */
final class PostgresDatabase {

    /** Name of the database, and of the role that owns it. */
    static final String NAME = "ballast";

    static final String ADMIN = "postgres";

    private static final String BAD_PASSWORD = "28P01";
    private static final String NO_SUCH_DATABASE = "3D000";

    private final int port;
    private final Passwords passwords;

    PostgresDatabase(int port, Passwords passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    /** Whether the role can query the database; what is missing is made on the way. */
    boolean isReady() {
        try {
            return query();
        } catch (SQLException e) {
            return isMissing(e) && create();
        }
    }

    private static boolean isMissing(SQLException e) {
        // A role that does not exist is reported as a bad password, so that nobody can find out names.
        return BAD_PASSWORD.equals(e.getSQLState()) || NO_SUCH_DATABASE.equals(e.getSQLState());
    }

    private boolean query() throws SQLException {
        try (Connection connection = connect(NAME, NAME);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            return result.next();
        }
    }

    private boolean create() {
        try (Connection connection = connect(ADMIN, ADMIN);
                Statement statement = connection.createStatement()) {
            // Neither the name nor the hexadecimal password needs quoting.
            String verb =
                    exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'") ? "alter" : "create";
            statement.execute(verb + " role " + NAME + " login password '" + passwords.of(NAME) + "'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
            return query();
        } catch (SQLException e) {
            if (BAD_PASSWORD.equals(e.getSQLState())) {
                throw LaunchException.failed(
                        "the database does not know the password in " + passwords.file(ADMIN)
                                + "; put the old keys back, or start with empty data: ./ballast up --fresh",
                        e);
            }
            return false;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next();
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", passwords.of(role));
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("ApplicationName", "ballast-local");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }
}
