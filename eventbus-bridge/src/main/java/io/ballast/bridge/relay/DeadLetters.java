// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where entries go that cannot be carried: each once, however often it is handed over. */
interface DeadLetters {

    /** @param history of the source that the entries are from */
    Uni<Void> add(Lane lane, long history, List<Dead> entries);

    /** An entry and why it cannot be carried. */
    record Dead(SourceEntry entry, String cause) {}
}
