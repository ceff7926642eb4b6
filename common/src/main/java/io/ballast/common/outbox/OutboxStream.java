// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Topic;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The stream side of an outbox: the entries, and beside them the position, which moves together with them or not at
 * all. A call that fails may have happened: ask again.
 */
public interface OutboxStream {

    /** Takes the relaying over: from now on owners of lower epochs are fenced off. Answers where they came to. */
    Uni<Outcome> claim(Topic topic, long epoch);

    /** Appends {@code rows} and moves the position to the last of them, if it is {@code expected} until then. */
    Uni<Outcome> append(Topic topic, long epoch, OutboxPosition expected, List<OutboxRow> rows);

    /** Where the position is, claimed by whomever. */
    Uni<OutboxPosition> position(Topic topic);

    /** What became of a call. */
    sealed interface Outcome {

        /** It happened, and this is the position now. */
        record At(OutboxPosition position) implements Outcome {}

        /** Nothing was appended, because the position is not the expected one but this. */
        record Elsewhere(OutboxPosition position) implements Outcome {}

        /** Nothing was appended, because an owner with a higher epoch has taken over. */
        record Fenced() implements Outcome {}
    }
}
