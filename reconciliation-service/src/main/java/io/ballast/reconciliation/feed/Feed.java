// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.feed;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.smallrye.mutiny.Uni;

/** What one stream brings in. A bean of this type is found and read. */
public interface Feed {

    Topic topic();

    /**
     * Takes one event in as the same body over HTTP is, with the same problems. Called on a context of its own, within
     * the event's trace; an event may come more than once.
     *
     * @return what became of it, one of a few words
     */
    Uni<String> take(Event event, Tenure tenure);
}
