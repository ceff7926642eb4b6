// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where one lane reads. Every call answers or fails within its time limit. */
interface RelaySource {

    Uni<Mark.History> history();

    /** The newest entries at or before {@code at}, newest first. */
    Uni<List<SourceEntry>> upTo(Position at, int most);

    /** Where the route began, decided once and kept: a target that came back empty is filled again from there. */
    Uni<Mark> origin(Mark.History now);

    /** What comes after {@code at}, in order; waits a while for entries and answers none if there are none then. */
    Uni<List<SourceEntry>> after(Position at, int most);

    /** Makes its group show that everything up to here was carried, if it has none yet or another does. */
    Uni<Void> begin(Position at);

    /** Tells the source's group, sooner or later, that everything up to here was carried. */
    void carried(Position upTo);
}
