// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import java.util.List;

/** One way of finding matches. Stages run in order, each on what the ones before it left over. */
interface Stage {

    /**
     * Matches in which nothing stands twice, the same whatever the order of the input. Both lists come sorted by their
     * id.
     */
    List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed);

    /**
     * Whether it goes by tickets. Trades that name one are kept from the other stages: if their position is not there it
     * has ended, and one that looks like it is another.
     */
    default boolean byName() {
        return false;
    }
}
