// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({"db, db, 5432", "db:15432, db, 15432", "10.0.0.1:1, 10.0.0.1, 1", "[::1]:7, ::1, 7", "::1, ::1, 5432"})
    void hostsHaveAPortOrTheUsualOne(String text, String host, int port) {
        assertThat(ServerAddress.parse(text)).isEqualTo(new ServerAddress(host, port));
    }

    @Test
    void severalAreSeparatedByCommas() {
        assertThat(ServerAddress.parseAll("a:1, b:2,"))
                .containsExactly(new ServerAddress("a", 1), new ServerAddress("b", 2));
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> ServerAddress.parse("db:x")).hasMessageContaining("db:x");
    }

    @Test
    void aPlaceInTheLogIsReadAndWrittenAsPostgresDoes() {
        WalPosition position = WalPosition.parse("16/B374D848");

        assertThat(position).hasToString("16/B374D848");
        assertThat(position.reaches(WalPosition.parse("15/FFFFFFFF"))).isTrue();
        assertThat(WalPosition.parse("FFFFFFFF/0").reaches(position)).isTrue();
        assertThatThrownBy(() -> WalPosition.parse("nonsense")).hasMessageContaining("nonsense");
    }
}
