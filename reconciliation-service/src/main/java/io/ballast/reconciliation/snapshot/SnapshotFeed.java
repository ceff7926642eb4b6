// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.reconciliation.feed.Feed;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Snapshots that come by {@code broker.snapshots}: their subject is the account, their {@code userid} its owner. */
@ApplicationScoped
class SnapshotFeed implements Feed {

    private static final Logger LOG = Logger.getLogger(SnapshotFeed.class);

    private final SnapshotIntake intake;

    SnapshotFeed(SnapshotIntake intake) {
        this.intake = intake;
    }

    @Override
    public Topic topic() {
        return Topic.BROKER_SNAPSHOTS;
    }

    @Override
    public Uni<String> take(Event event, Tenure tenure) {
        return Uni.createFrom().deferred(() -> {
            AccountKey key = new AccountKey(
                    Objects.requireNonNull(event.userId(), "userid"),
                    Field.of("subject").account(event.subject()));
            return intake.take(key, event.data().getBytes(StandardCharsets.UTF_8), tenure)
                    .map(stored -> outcome(event, stored.run()));
        });
    }

    /** Nobody waits for an answer, so the log says what an agent would be told. */
    private static String outcome(Event event, RunRecord run) {
        if (run.result() != RunResult.ACCEPTED) {
            LOG.infof(
                    "snapshot not accepted: event=%s result=%s reason=%s",
                    event.id(), run.result().text(), run.reason());
        }
        return run.result().text();
    }
}
