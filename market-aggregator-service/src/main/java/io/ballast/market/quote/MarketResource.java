// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.common.security.Roles;
import io.ballast.market.aggregation.RecentTrades;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueBook;
import io.ballast.market.venue.VenueFeed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Market data. Symbols are accepted in whatever case. */
@Path("/api/v1/market")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.OPERATOR})
class MarketResource {

    private static final int LEVELS = 20;
    private static final int MOST_LEVELS = 50_000;
    private static final int TRADES = 50;
    private static final int MOST_TRADES = 1_000;

    private final Directory directory;
    private final Prices prices;
    private final RecentTrades trades;

    MarketResource(Directory directory, Prices prices, RecentTrades trades) {
        this.directory = directory;
        this.prices = prices;
        this.trades = trades;
    }

    @GET
    @Path("/symbols")
    public List<SymbolView> symbols() {
        return directory.symbols();
    }

    @GET
    @Path("/venues")
    public Uni<List<VenueView>> venues() {
        List<Uni<VenueView>> views = directory.venues().stream()
                .map(feed -> feed.status().map(VenueView::of))
                .toList();
        return all(views);
    }

    @GET
    @Path("/{symbol}/price")
    public PriceView price(@PathParam("symbol") String symbol) {
        return prices.latest(directory.symbol(symbol));
    }

    @GET
    @Path("/{symbol}/trades")
    public List<TradeView> trades(@PathParam("symbol") String symbol, @QueryParam("limit") @Nullable String limit) {
        Symbol known = directory.symbol(symbol);
        int most = BoundedInteger.parse("limit", limit, TRADES, MOST_TRADES);
        return trades.newest(known, most).stream().map(TradeView::of).toList();
    }

    @GET
    @Path("/{symbol}/book")
    public Uni<ConsolidatedBookView> book(
            @PathParam("symbol") String symbol, @QueryParam("depth") @Nullable String depth) {
        Symbol known = directory.symbol(symbol);
        int levels = BoundedInteger.parse("depth", depth, LEVELS, MOST_LEVELS);
        List<Uni<VenueBook>> books = directory.books(known).stream()
                .map(feed -> feed.book(known, levels))
                .toList();
        return all(books).map(all -> ConsolidatedBookView.of(known, all, levels));
    }

    @GET
    @Path("/{symbol}/venues/{venue}/book")
    public Uni<VenueBookView> venueBook(
            @PathParam("symbol") String symbol,
            @PathParam("venue") String venue,
            @QueryParam("depth") @Nullable String depth) {
        Symbol known = directory.symbol(symbol);
        VenueFeed feed = directory.book(known, venue);
        int levels = BoundedInteger.parse("depth", depth, LEVELS, MOST_LEVELS);
        return feed.book(known, levels).map(VenueBookView::of);
    }

    private static <T> Uni<List<T>> all(List<Uni<T>> parts) {
        return parts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(parts).andFailFast();
    }
}
