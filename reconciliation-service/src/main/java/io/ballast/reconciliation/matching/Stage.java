// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Pair;
import java.util.List;

/** One way of finding pairs. Stages run in order, each on what the ones before it left over. */
interface Stage {

    /** One-to-one pairs, the same whatever the order of the input. Both lists come sorted by their id. */
    List<Pair> pairs(List<BrokerPosition> positions, List<BookedTrade> trades);
}
