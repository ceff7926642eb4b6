// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogScanTest {

    @Test
    void finds() {
        String token = TestTokens.token("user", UUID.randomUUID());
        LogScan.alsoSecret("opensesame-7");
        assertThat(LogScan.secretsIn("got " + token)).containsExactly("a token");
        assertThat(LogScan.secretsIn("?ticket=tkt_" + "x".repeat(43))).containsExactly("a ticket");
        assertThat(LogScan.secretsIn("Authorization: Bearer x")).containsExactly("a bearer header");
        assertThat(LogScan.secretsIn("AUTH opensesame-7")).containsExactly("a named secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"link up: link=redis", "a valid bearer token is needed", "WWW-Authenticate: Bearer", "tkt_"})
    void leavesOrdinaryLinesAlone(String line) {
        assertThat(LogScan.secretsIn(line)).isEmpty();
    }

    @Test
    void seesMessagesParametersAndExceptionsOfTheWholeProcess() {
        String token = TestTokens.token("user", UUID.randomUUID());
        Logger somebody = Logger.getLogger("somebody.else");
        for (Runnable log : new Runnable[] {
            () -> somebody.info("token " + token),
            () -> somebody.log(Level.INFO, "token {0}", token),
            () -> somebody.log(Level.WARNING, "failed", new IllegalStateException(new RuntimeException(token)))
        }) {
            log.run();
            assertThatThrownBy(() -> LogScan.report())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a token by somebody.else")
                    .hasMessageNotContaining(token);
        }
        LogScan.report(); // each is reported once
    }
}
