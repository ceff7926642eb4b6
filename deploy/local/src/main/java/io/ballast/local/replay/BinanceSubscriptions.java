// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.problem.LaunchException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Binance's markets: stream names like {@code crvusdt@depth@100ms}, in the address or in SUBSCRIBE frames. */
final class BinanceSubscriptions extends Subscriptions {

    private static final String STREAMS = "/stream?streams=";
    private static final String SINGLE = "/ws/";

    /** Quote assets of the venue's spot pairs. The longest comes first, so that BUSD is not taken for USD. */
    private static final List<String> QUOTES = List.of(
                    "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USDS", "EURI", "USD", "EUR", "GBP", "TRY", "BRL",
                    "JPY", "AUD", "RUB", "UAH", "NGN", "ZAR", "PLN", "ARS", "MXN", "COP", "CZK", "RON", "DAI", "PAX",
                    "BTC", "ETH", "BNB", "XRP", "TRX", "DOGE", "DOT", "SOL", "VAI")
            .stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    /** What the market trades. */
    enum Contracts {
        SPOT,
        /** Perpetuals, {@code btcusdt} or {@code btcusd_perp}, and dated ones, {@code btcusdt_260327}. */
        FUTURES
    }

    private final Contracts contracts;

    BinanceSubscriptions(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    void connected(String address) {
        int combined = address.indexOf(STREAMS);
        int single = address.indexOf(SINGLE);
        if (combined >= 0) {
            String names = address.substring(combined + STREAMS.length());
            Arrays.stream(names.split("/")).forEach(this::stream);
        } else if (single >= 0) {
            stream(address.substring(single + SINGLE.length()));
        }
    }

    @Override
    void sent(JsonNode frame) {
        if (frame.path("method").asText().equals("SUBSCRIBE")) {
            frame.path("params").forEach(name -> stream(name.asText()));
        }
    }

    private void stream(String name) {
        String[] parts = name.split("@");
        if (parts.length < 2) {
            return;
        }
        String type = parts[1];
        if (type.startsWith("depth")) {
            add(symbol(parts[0]), "book");
        } else if (type.equals("aggTrade") || type.equals("trade")) {
            add(symbol(parts[0]), "trades");
        } else if (type.equals("bookTicker")) {
            add(symbol(parts[0]), "quotes");
        } else if (type.equals("markPrice")) {
            add(symbol(parts[0]), "funding");
        } else if (type.startsWith("kline_")) {
            add(symbol(parts[0]), "candles");
        }
    }

    private String symbol(String venueSymbol) {
        if (contracts == Contracts.SPOT) {
            return canonical(venueSymbol);
        }
        String[] pair = venueSymbol.toUpperCase(Locale.ROOT).split("_", 2);
        return canonical(pair[0]) + "-" + (pair.length == 2 ? pair[1] : "PERP");
    }

    static String canonical(String venueSymbol) {
        String symbol = venueSymbol.toUpperCase(Locale.ROOT);
        return QUOTES.stream()
                .filter(quote -> symbol.endsWith(quote) && symbol.length() > quote.length())
                .findFirst()
                .map(quote -> symbol.substring(0, symbol.length() - quote.length()) + "-" + quote)
                .orElseThrow(() -> LaunchException.failed("cannot tell base and quote of the symbol " + symbol));
    }
}
