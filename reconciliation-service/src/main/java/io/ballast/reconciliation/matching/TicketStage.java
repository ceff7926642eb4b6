// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Matcher.Observation;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Trades and the positions whose tickets they name, or that earlier runs found them to be. Of several trades naming one
 * ticket the first by id has it.
 */
final class TicketStage implements Stage {

    @Override
    public boolean byName() {
        return true;
    }

    @Override
    public List<Match> matches(List<BrokerPosition> positions, List<BookedTrade> trades, Observation observed) {
        Map<Long, BrokerPosition> free =
                positions.stream().collect(Collectors.toMap(BrokerPosition::ticket, Function.identity()));
        List<Match> matches = new ArrayList<>();
        for (BookedTrade trade : trades) {
            List<BrokerPosition> named = trade.tickets().stream()
                    .sorted()
                    .map(free::remove)
                    .filter(Objects::nonNull)
                    .toList();
            if (!named.isEmpty()) {
                matches.add(new Match(named, List.of(trade), By.TICKET, false));
            }
        }
        return matches;
    }
}
