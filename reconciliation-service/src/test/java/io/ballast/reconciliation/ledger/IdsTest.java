// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    /** The example of RFC 9562, appendix A.4. */
    @Test
    void nameBasedIdsFollowTheStandard() {
        assertThat(NameUuid.of(DNS, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void positionIdsDependOnEveryPart() {
        AccountKey key = new AccountKey(DNS, "main");
        assertThat(Stream.of(
                        PositionState.id(key, "default", 1),
                        PositionState.id(key, "default", 2),
                        PositionState.id(key, "other", 1),
                        PositionState.id(new AccountKey(DNS, "second"), "default", 1),
                        PositionState.id(new AccountKey(UUID.randomUUID(), "main"), "default", 1)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.version() == 5 && id.variant() == 2);
        assertThat(PositionState.id(key, "default", 1)).isEqualTo(PositionState.id(key, "default", 1));
    }

    @Test
    void timeBasedIdsCarryTheirMomentAndSortAsMade() {
        Instant at = Instant.parse("2022-02-22T19:22:22Z");
        TimeUuid ids = new TimeUuid(at, new Random(1));
        var made = Stream.generate(ids::next).limit(5_000).toList();
        assertThat(made.getFirst().toString()).startsWith("017f22e2-79b0-7000-");
        assertThat(made).allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(made.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
    }
}
