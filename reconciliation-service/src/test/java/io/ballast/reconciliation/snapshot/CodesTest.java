// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What programs are told of a finding beyond the contract's reasons. */
class CodesTest {

    private final Desk desk = new Desk();

    @Test
    void everyFindingHasItsCode() {
        desk.trade(1, "1");
        desk.position(1, "1");
        desk.position(2, "1");
        desk.snapshot();
        assertThat(codes()).containsOnly((String) null);
        desk.positions.clear();
        desk.snapshot();
        assertThat(codes()).containsExactly("empty_unconfirmed", "empty_unconfirmed");
        desk.position(2, "1");
        desk.snapshot();
        desk.snapshot();
        assertThat(codes()).contains("not_found");
        desk.equity = "7000";
        desk.snapshot();
        assertThat(codes()).containsExactly("broker_closed", "critical");
    }

    @Test
    void aSideThatDiffersAndAnAmbiguousPairHaveCodes() {
        desk.tradeWithoutTicket("x", "1");
        desk.position(1, "1");
        desk.position(2, "1");
        desk.snapshot();
        assertThat(codes()).contains("ambiguous");
    }

    /** Of the newest run. */
    private List<@Nullable String> codes() {
        var newest = desk.events().getFirst().entry().subject().runId();
        return desk.events().reversed().stream()
                .filter(event -> Objects.equals(event.entry().subject().runId(), newest))
                .<@Nullable String>map(event -> event.entry().finding().code())
                .toList();
    }
}
