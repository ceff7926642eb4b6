// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.ledger.AccountState.Counts;
import org.junit.jupiter.api.Test;

/** One account, two brokers. */
class SeveralBrokersTest {

    private final Desk desk = new Desk();

    /** Nobody can tell at which of its account's brokers a trade is that none of them has shown. */
    @Test
    void aTradeThatNoBrokerHasShownIsMissedByAllOfThemTogether() {
        desk.trade(1, "1");
        for (int round = 0; round < 3; round++) {
            assertThat(desk.divergences()).as("round %d", round).isZero();
            at("default", 2);
            at("other", 3);
        }
        assertThat(desk.account().counts()).isEqualTo(new Counts(0, 1, 2, 0));
        assertThat(desk.events().stream().filter(event -> "broker_closed"
                        .equals(event.entry().finding().code())))
                .hasSize(1);
    }

    @Test
    void aTradeThatNoBrokerHasShownIsFoundAtWhicheverShowsIt() {
        desk.trade(1, "1");
        at("default", 2);
        assertThat(desk.account().counts()).isEqualTo(new Counts(0, 0, 1, 1));
        at("other", 1);
        at("default", 2);
        at("other", 1);
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 1, 0));
        assertThat(desk.find(1).open()).as("the bot's word at the first broker").isFalse();
        assertThat(desk.events())
                .extracting(event -> event.entry().finding().code())
                .contains("elsewhere")
                .doesNotContain("broker_closed");
    }

    @Test
    void aBrokerThatWasNotComparedSinceIsWaitedFor() {
        at("default", 2);
        at("other", 3);
        desk.trade(1, "1");
        for (int i = 0; i < 9; i++) {
            at("default", 2);
        }
        assertThat(desk.account().counts().divergences()).isZero();
        at("other", 1);
        assertThat(desk.account().counts().matchedOpen()).isOne();
    }

    private void at(String broker, long ticket) {
        desk.broker = broker;
        desk.positions.clear();
        desk.position(ticket, "1");
        desk.snapshot();
    }
}
