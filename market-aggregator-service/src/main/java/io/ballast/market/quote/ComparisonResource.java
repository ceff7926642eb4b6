// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.common.security.Roles;
import io.ballast.market.arbitrage.ArbitrageBoard;
import io.ballast.market.features.FeatureBoard;
import io.ballast.market.venue.Symbol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How venues compare: features of one symbol, and pairs of venues that pay. */
@Path("/api/v1/market")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.OPERATOR})
class ComparisonResource {

    private static final int PAIRS = 100;
    private static final int MOST_PAIRS = 1_000;

    private final Directory directory;
    private final FeatureBoard features;
    private final ArbitrageBoard arbitrage;

    ComparisonResource(Directory directory, FeatureBoard features, ArbitrageBoard arbitrage) {
        this.directory = directory;
        this.features = features;
        this.arbitrage = arbitrage;
    }

    @GET
    @Path("/{symbol}/features")
    public FeaturesView features(@PathParam("symbol") String symbol) {
        return FeaturesView.of(features.of(directory.symbol(symbol)));
    }

    /** The most profitable first. */
    @GET
    @Path("/arbitrage")
    public List<ArbitrageView> arbitrage(
            @QueryParam("symbol") @Nullable String symbol, @QueryParam("limit") @Nullable String limit) {
        int most = BoundedInteger.parse("limit", limit, PAIRS, MOST_PAIRS);
        Symbol only = symbol == null ? null : directory.symbol(symbol);
        return arbitrage.opportunities().stream()
                .filter(pair -> only == null || pair.symbol().equals(only))
                .limit(most)
                .map(ArbitrageView::of)
                .toList();
    }
}
