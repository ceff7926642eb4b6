// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.common.web.ProblemException;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueFeed;
import io.ballast.market.venue.Venues;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds what a path names, or says what there is instead. */
@ApplicationScoped
class Directory {

    private final Venues venues;

    Directory(Venues venues) {
        this.venues = venues;
    }

    /** @throws ProblemException 404 with near matches if no venue is asked for that symbol */
    Symbol symbol(String text) {
        List<String> known = venues.symbols().stream().map(Symbol::toString).toList();
        return parse(text, known);
    }

    private Symbol parse(String text, List<String> known) {
        try {
            Symbol symbol = Symbol.of(text);
            if (known.contains(symbol.toString())) {
                return symbol;
            }
        } catch (IllegalArgumentException e) {
            // no symbol at all is as unknown as one that nobody trades
        }
        throw ProblemException.notFound("unknown symbol").with("near", NearMatches.of(text, known));
    }

    /** @throws ProblemException 404 with near matches if that venue has no book of that symbol */
    VenueFeed book(Symbol symbol, String venue) {
        List<VenueFeed> feeds = books(symbol);
        return feeds.stream()
                .filter(feed -> feed.venue().value().equals(venue))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no book of " + symbol + " at that venue")
                        .with(
                                "near",
                                feeds.stream().map(feed -> feed.venue().value()).toList()));
    }

    /** The venues that have a book of that symbol. */
    List<VenueFeed> books(Symbol symbol) {
        return venues.feeds().stream().filter(feed -> feed.hasBook(symbol)).toList();
    }

    List<SymbolView> symbols() {
        return venues.symbols().stream()
                .map(symbol -> new SymbolView(
                        symbol.toString(),
                        venues.feeds().stream()
                                .filter(feed -> feed.symbols().contains(symbol))
                                .map(feed -> feed.venue().value())
                                .toList()))
                .toList();
    }

    List<VenueFeed> venues() {
        return venues.feeds();
    }
}
