// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The recorded frames of real venues, and the facts that an independent program found in them. */
final class Captures {

    /** A book of the captures under the names that the suite gives it. */
    record Book(String venue, String symbol, String capture, String capturedSymbol) {

        @Override
        public String toString() {
            return venue + " " + symbol;
        }
    }

    static final List<Book> BOOKS = List.of(
            new Book("binance", "COMP-USDT", "binance-spot", "COMPUSDT"),
            new Book("binance", "CRV-USDT", "binance-spot", "CRVUSDT"),
            new Book("binance", "OMG-BUSD", "binance-spot", "OMGBUSD"),
            new Book("binance", "ZRX-USDT", "binance-spot", "ZRXUSDT"),
            new Book("binance-usdm", "AKRO-USDT-PERP", "binance-usdm", "AKROUSDT"),
            new Book("binance-usdm", "CTK-USDT-PERP", "binance-usdm", "CTKUSDT"),
            new Book("binance-usdm", "KEEP-USDT-PERP", "binance-usdm", "KEEPUSDT"),
            new Book("binance-usdm", "SUSHI-USDT-PERP", "binance-usdm", "SUSHIUSDT"),
            new Book("coinbase", "BTC-USD", "coinbase-advanced", "BTC-USD"),
            new Book("coinbase", "ETH-USD", "coinbase-advanced", "ETH-USD"),
            new Book("bybit-linear", "BTC-USDT-PERP", "bybit-v5", "BYBIT.ws.2 orderbook.200.BTCUSDT"),
            new Book("bybit-linear", "DOGE-USDT-PERP", "bybit-v5", "BYBIT.ws.2 orderbook.200.DOGEUSDT"),
            new Book("bybit-linear", "ETH-USDT-PERP", "bybit-v5", "BYBIT.ws.2 orderbook.200.ETHUSDT"),
            new Book("bybit-linear", "SOL-USDT-PERP", "bybit-v5", "BYBIT.ws.2 orderbook.200.SOLUSDT"),
            new Book("okx", "BTC-USD-220527", "okx-v5", "BTC-USD-220527"),
            new Book("okx", "BTC-USDT", "okx-v5", "BTC-USDT"),
            new Book("okx", "UNI-USD-PERP", "okx-v5", "UNI-USD-SWAP"),
            new Book("kraken", "BTC-USD", "kraken-v2", "BTC/USD"));

    /** Aggregate trades of OMG-BUSD in the Binance capture; the other symbols have none. */
    static final int OMG_BUSD_TRADES = 11;

    private static final Path FOLDER = Path.of(System.getProperty("ballast.root"), "..", "shared", "captures")
            .normalize();

    private Captures() {}

    /** The folder, or a skipped test that says why. */
    static Path folder() {
        Assumptions.assumeTrue(
                Files.isDirectory(FOLDER), "SKIPPED: the recorded frames are not there: ../shared/captures");
        return FOLDER;
    }

    static JsonNode expected(Book book) {
        try {
            return new ObjectMapper()
                    .readTree(FOLDER.resolve("EXPECTED.json").toFile())
                    .path(book.capture())
                    .path("books")
                    .path(book.capturedSymbol());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
