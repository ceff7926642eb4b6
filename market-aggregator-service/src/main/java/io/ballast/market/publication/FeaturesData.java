// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ballast.market.features.Features;
import io.ballast.market.features.Features.LeadLag;
import io.ballast.market.venue.VenueId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of a {@code market.features} event; decimals as strings. */
final class FeaturesData {

    private FeaturesData() {}

    static void write(JsonGenerator json, Features features) throws IOException {
        number(json, "avg_price", features.avgPrice());
        number(json, "price_divergence", features.priceDivergence());
        json.writeNumberField("num_exchanges", features.prices().size());
        json.writeObjectFieldStart("prices");
        for (Map.Entry<VenueId, BigDecimal> price : features.prices().entrySet()) {
            number(json, price.getKey().value(), price.getValue());
        }
        json.writeEndObject();
        number(json, "volatility_factor", features.volatilityFactor());
        leadLag(json, features.leadLag());
        number(json, "vwap_1m", features.vwap1m());
        number(json, "vwap_5m", features.vwap5m());
        number(json, "spread", features.spread());
        number(json, "funding_delta", features.fundingDelta());
    }

    private static void leadLag(JsonGenerator json, @Nullable LeadLag leadLag) throws IOException {
        if (leadLag == null) {
            json.writeNullField("lead_lag");
            return;
        }
        json.writeObjectFieldStart("lead_lag");
        json.writeStringField("leader", leadLag.leader().value());
        json.writeStringField("follower", leadLag.follower().value());
        number(json, "correlation", leadLag.correlation());
        json.writeNumberField("lag_ms", leadLag.lagMs());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, @Nullable BigDecimal value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value.toPlainString());
        }
    }
}
