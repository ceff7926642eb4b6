// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "57P01, true",
        "57P03, true",
        "08006, true",
        "53300, true",
        "55P03, true",
        "25006, true",
        "23505, false",
        "42601, false"
    })
    void theSqlStateTellsWhetherTheDatabaseIsAway(String state, boolean lost) {
        PgException cause = new PgException("message", "ERROR", state, "detail");
        assertThat(ConnectionFailures.lost(new IllegalStateException(cause))).isEqualTo(lost);
    }

    @Test
    void aRefusedConnectionIsLostAndABugIsNot() {
        assertThat(ConnectionFailures.lost(new RuntimeException(new ConnectException("refused"))))
                .isTrue();
        assertThat(ConnectionFailures.lost(new NullPointerException())).isFalse();
    }

    @Test
    void theCauseIsTheInnermostMessageOnOneLine() {
        RuntimeException failure = new RuntimeException("page of text", new ConnectException("refused\nsecond line"));
        assertThat(ConnectionFailures.cause(failure)).isEqualTo("refused");
    }
}
