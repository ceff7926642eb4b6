// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pairs that name the same broker ticket. Of several trades naming one ticket the first by id has it. */
final class TicketStage implements Stage {

    @Override
    public List<Pair> pairs(List<BrokerPosition> positions, List<BookedTrade> trades) {
        Map<Long, BookedTrade> byTicket = new HashMap<>();
        for (BookedTrade trade : trades) {
            if (trade.ticket() != null) {
                byTicket.putIfAbsent(trade.ticket(), trade);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (BrokerPosition position : positions) {
            BookedTrade trade = byTicket.get(position.ticket());
            if (trade != null) {
                pairs.add(new Pair(position, trade));
            }
        }
        return pairs;
    }
}
