// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.reconciliation.feed.Feed;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.input.StrictJson;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trades that come by {@code trade.intent}, one an event; the data says the account, {@code userid} its owner. */
@ApplicationScoped
class TradeFeed implements Feed {

    /** Where the trade belongs; {@link TradeBody} is the trade itself. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Place(@Nullable String account) {}

    private final StrictJson json;
    private final TradeIntake intake;

    TradeFeed(StrictJson json, TradeIntake intake) {
        this.json = json;
        this.intake = intake;
    }

    @Override
    public Topic topic() {
        return Topic.TRADE_INTENT;
    }

    @Override
    public Uni<String> take(Event event, Tenure tenure) {
        return Uni.createFrom().deferred(() -> {
            byte[] data = event.data().getBytes(StandardCharsets.UTF_8);
            AccountKey key = new AccountKey(
                    Objects.requireNonNull(event.userId(), "userid"),
                    Field.of("account").account(json.read(data, Place.class).account()));
            return intake.take(key, data, tenure).map(TradeFeed::outcome);
        });
    }

    private static String outcome(TradeReceipt receipt) {
        return receipt.created() > 0 ? "created" : receipt.changed() > 0 ? "changed" : "unchanged";
    }
}
