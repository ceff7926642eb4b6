// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureSetTest {

    private static final String KRAKEN =
            """
            {"t":"header","exchange":"KRAKEN"}
            {"t":"connect","conn":"k.1","ts":1.0,"addr":"wss://ws.kraken.com/v2"}
            {"t":"send","conn":"k.1","ts":1.1,"data":"{\\"method\\":\\"subscribe\\",\\"params\\":{\\"channel\\":\\"book\\",\\"symbol\\":[\\"XBT/USD\\",\\"ETH/EUR\\"],\\"depth\\":25}}"}
            {"t":"send","conn":"k.1","ts":1.1,"data":"{\\"method\\":\\"subscribe\\",\\"params\\":{\\"channel\\":\\"trade\\",\\"symbol\\":[\\"XBT/USD\\"]}}"}
            {"t":"send","conn":"k.1","ts":1.2,"data":"{\\"method\\":\\"ping\\"}"}
            {"t":"recv","conn":"k.1","ts":1.3,"data":"{\\"channel\\":\\"heartbeat\\"}"}
            """;
    private static final String BINANCE =
            """
            {"t":"connect","conn":"b.1","ts":1.0,"addr":"wss://h:1/stream?streams=crvusdt@depth@100ms/omgbusd@bookTicker"}
            {"t":"send","conn":"b.1","ts":1.1,"data":"{\\"method\\":\\"SUBSCRIBE\\",\\"params\\":[\\"ethbtc@kline_1m\\"],\\"id\\":1}"}
            """;

    @TempDir
    private Path folder;

    @Test
    void realCapturesGiveExactlyWhatTheyContain() {
        Path captures = Path.of(String.valueOf(System.getProperty("ballast.root")), "..", "shared", "captures");
        assumeTrue(Files.isDirectory(captures), "no recorded captures beside the project; they are tried elsewhere");

        CaptureSet set = CaptureSet.scan(List.of(captures));

        assertThat(set.feeds())
                .containsExactly(
                        new VenueFeed(
                                Venue.BINANCE,
                                List.of("COMP-USDT", "CRV-USDT", "OMG-BUSD", "ZRX-USDT"),
                                List.of("book", "trades", "quotes", "candles"),
                                null),
                        new VenueFeed(
                                Venue.BINANCE_USDM,
                                List.of("AKRO-USDT-PERP", "CTK-USDT-PERP", "KEEP-USDT-PERP", "SUSHI-USDT-PERP"),
                                List.of("book", "trades", "quotes", "candles"),
                                null),
                        new VenueFeed(
                                Venue.BYBIT_LINEAR,
                                List.of("BTC-USDT-PERP", "DOGE-USDT-PERP", "ETH-USDT-PERP", "SOL-USDT-PERP"),
                                List.of("book", "trades", "candles", "funding"),
                                200),
                        new VenueFeed(
                                Venue.COINBASE,
                                List.of("BTC-USD", "ETH-USD"),
                                List.of("book", "trades", "quotes", "candles"),
                                null),
                        new VenueFeed(Venue.KRAKEN, List.of("BTC-USD"), List.of("book"), 10),
                        new VenueFeed(
                                Venue.OKX,
                                List.of("BTC-USD-220527", "BTC-USDT", "UNI-USD-PERP"),
                                List.of("book", "trades", "quotes"),
                                null));
        assertThat(set.files()).hasSize(6).allMatch(Path::isAbsolute);
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void subscriptionsAreReadFromAddressesAndFrames() throws IOException {
        Files.writeString(folder.resolve("kraken-v2-evening.jsonl"), KRAKEN);
        Path binance = folder.resolve("binance-spot.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(binance))) {
            out.write(BINANCE.getBytes(StandardCharsets.UTF_8));
        }

        CaptureSet set = CaptureSet.scan(List.of(folder));

        assertThat(set.feeds())
                .containsExactly(
                        new VenueFeed(
                                Venue.BINANCE,
                                List.of("CRV-USDT", "ETH-BTC", "OMG-BUSD"),
                                List.of("book", "quotes", "candles"),
                                null),
                        new VenueFeed(Venue.KRAKEN, List.of("BTC-USD", "ETH-EUR"), List.of("book", "trades"), 25));
    }

    @Test
    void aFileOfSeveralVenuesIsAFeedForEachAndPingsAreNoRequests() throws IOException {
        String connection =
                """
                {"t":"connect","conn":"%1$s","ts":1.0,"addr":"wss://h/v5/public/%1$s"}
                {"t":"send","conn":"%1$s","ts":1.1,"data":"{\\"op\\":\\"subscribe\\",\\"args\\":[%2$s]}"}
                """;
        Files.writeString(
                folder.resolve("bybit-v5.jsonl"),
                connection.formatted(
                                "spot",
                                "\\\"orderbook.50.BTCUSDT\\\",\\\"tickers.ETHUSDT\\\",\\\"allLiquidation.XUSDT\\\"")
                        + connection.formatted("linear", "\\\"publicTrade.BTCUSDT\\\",\\\"tickers.BTCUSDT\\\""));
        Files.writeString(
                folder.resolve("okx-v5.jsonl"),
                """
                {"t":"connect","conn":"o","ts":1.0,"addr":"wss://h/ws/v5/public"}
                {"t":"send","conn":"o","ts":1.1,"data":"ping"}
                {"t":"send","conn":"o","ts":1.1,"data":"{\\"op\\":\\"subscribe\\",\\"args\\":[{\\"channel\\":\\"bbo-tbt\\",\\"instId\\":\\"BTC-USDT-SWAP\\"},{\\"channel\\":\\"funding-rate\\",\\"instId\\":\\"BTC-USDT-SWAP\\"}]}"}
                """);

        assertThat(CaptureSet.scan(List.of(folder)).feeds())
                .containsExactly(
                        new VenueFeed(Venue.BYBIT, List.of("BTC-USDT", "ETH-USDT"), List.of("book", "quotes"), 50),
                        new VenueFeed(Venue.BYBIT_LINEAR, List.of("BTC-USDT-PERP"), List.of("trades", "funding"), null),
                        new VenueFeed(Venue.OKX, List.of("BTC-USDT-PERP"), List.of("book", "funding"), 1));
    }

    @Test
    void capturesOfOneVenueAreOneFeed() throws IOException {
        Files.writeString(folder.resolve("binance-spot-1.jsonl"), BINANCE);
        Files.writeString(
                folder.resolve("binance-spot-2.jsonl"), BINANCE.replace("crvusdt@depth@100ms", "zrxusdt@aggTrade"));

        CaptureSet set = CaptureSet.scan(List.of(folder));

        assertThat(set.feeds()).singleElement().satisfies(feed -> {
            assertThat(feed.symbols()).containsExactly("CRV-USDT", "ETH-BTC", "OMG-BUSD", "ZRX-USDT");
            assertThat(feed.channels()).containsExactly("book", "trades", "quotes", "candles");
        });
    }

    @Test
    void whatCannotBeReplayedIsOneClearLine() throws IOException {
        Path missing = folder.resolve("missing");
        assertFailure(missing, "no such file or folder: " + missing);
        assertFailure(folder, "no captures (*.jsonl or *.jsonl.gz) in " + folder);
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertFailure(text, text + " is no capture (*.jsonl or *.jsonl.gz)");
        Path other = Files.writeString(folder.resolve("gemini-v2.jsonl"), "{}");
        assertFailure(other, "nothing to replay: no venue with an adapter recorded gemini-v2.jsonl");
        Path damaged = Files.writeString(folder.resolve("kraken-v2.jsonl"), KRAKEN + "{\"t\" 1}");
        assertFailure(damaged, damaged + " is no capture: line 7 is not JSON");
        Path silent = Files.writeString(folder.resolve("kraken-v2-b.jsonl"), "{\"t\":\"header\"}\n");
        assertFailure(silent, silent + " subscribes to nothing that the kraken adapter knows");
        Path cut = Files.writeString(folder.resolve("kraken-v2.jsonl.gz"), "not gzip");
        assertFailure(cut, "cannot read " + cut + ": Not in GZIP format");
    }

    @ParameterizedTest
    @CsvSource({
        "btcusdt,BTC-USDT",
        "OMGBUSD,OMG-BUSD",
        "btcusd,BTC-USD",
        "ethbtc,ETH-BTC",
        "usdcusdt,USDC-USDT",
        "busdusdt,BUSD-USDT",
        "1000satsfdusd,1000SATS-FDUSD"
    })
    void theLongestKnownQuoteIsTheQuote(String venueSymbol, String canonical) {
        assertThat(BinanceSubscriptions.canonical(venueSymbol)).isEqualTo(canonical);
    }

    private static void assertFailure(Path place, String message) {
        assertThatThrownBy(() -> CaptureSet.scan(List.of(place)))
                .isInstanceOf(LaunchException.class)
                .hasMessage(message);
    }
}
