// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;

/** Looks at the suite's database from outside, with the credentials that the launcher made for the service. */
final class Rows implements AutoCloseable {

    private final Connection connection;

    Rows(LocalSuite suite) {
        Properties service = new Properties();
        try (InputStream in = Files.newInputStream(suite.home().resolve("run/reconciliation.properties"))) {
            service.load(in);
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:15432/" + service.getProperty("ballast.database.name"),
                    service.getProperty("ballast.database.user"),
                    service.getProperty("ballast.database.password"));
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    long count(String sql, UUID user) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
