// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * A part of the venue with a socket of its own. The same name, such as {@code BTCUSDT}, is the spot pair in one and the
 * perpetual contract in the other.
 */
enum Segment {
    SPOT("bybit", Set.of(Channel.BOOK, Channel.TRADES)),
    LINEAR("bybit-linear", Set.of(Channel.BOOK, Channel.TRADES, Channel.FUNDING));

    private static final DateTimeFormatter CANONICAL_EXPIRY = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("dMMMuu", Locale.ENGLISH);

    private final VenueId venue;
    private final Set<Channel> channels;

    Segment(String venue, Set<Channel> channels) {
        this.venue = new VenueId(venue);
        this.channels = channels;
    }

    VenueId venue() {
        return venue;
    }

    Set<Channel> channels() {
        return channels;
    }

    /** The real venue's public socket for it. */
    String liveUrl() {
        return "wss://stream.bybit.com/v5/public/" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The venue's name: {@code BTCUSDT} for spot and for the perpetual paid in USDT, {@code BTCPERP} for the one paid in
     * USDC, {@code BTCUSDT-26DEC25} and {@code BTC-26DEC25} for the dated ones of either.
     *
     * @throws IllegalArgumentException if there can be no such thing in this segment
     */
    String name(Symbol symbol) {
        boolean contract = !symbol.contract().isEmpty();
        if (contract != (this == LINEAR)) {
            throw new IllegalArgumentException(symbol + " cannot be at " + venue
                    + (contract ? ": it is a contract" : ": BASE-QUOTE-PERP or BASE-QUOTE-YYMMDD is needed"));
        }
        boolean usdc = contract && symbol.quote().equals("USDC");
        if (!contract) {
            return symbol.base() + symbol.quote();
        }
        if (symbol.contract().equals("PERP")) {
            return symbol.base() + (usdc ? "PERP" : symbol.quote());
        }
        return symbol.base() + (usdc ? "" : symbol.quote()) + "-" + expiry(symbol);
    }

    private static String expiry(Symbol symbol) {
        try {
            LocalDate date = LocalDate.parse(symbol.contract(), CANONICAL_EXPIRY);
            return EXPIRY.format(date).toUpperCase(Locale.ROOT);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date of expiry: " + symbol, e);
        }
    }
}
