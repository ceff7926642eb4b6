// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.folder.LocalFolder;
import io.ballast.local.process.Member;
import io.ballast.local.process.ProcessSpec;
import io.ballast.local.replay.CaptureSet;
import io.ballast.local.replay.Venue;
import io.ballast.local.replay.VenueFeed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {

    private static final String MARKET = "ballast.market.venues.";

    @TempDir
    private Path root;

    @Test
    void marketFindsExactlyTheReplayedFeedsOnTheLocalServer() {
        VenueFeed kraken = new VenueFeed(Venue.KRAKEN, List.of("BTC-USD"), List.of("book"), 10);
        CaptureSet captures = new CaptureSet(List.of(Path.of("/c/kraken-v2.jsonl")), List.of(), List.of(kraken));

        Map<String, String> settings = settings(new VenuesSource.Replayed(18090, captures, "max", true, List.of()))
                .of(Member.MARKET);

        assertThat(settings)
                .containsEntry(MARKET + "kraken.enabled", "true")
                .containsEntry(MARKET + "kraken.ws-url", "ws://127.0.0.1:18090/kraken/v2")
                .containsEntry(MARKET + "kraken.symbols", "BTC-USD")
                .containsEntry(MARKET + "kraken.channels", "book")
                .containsEntry(MARKET + "kraken.depth", "10")
                .doesNotContainKey(MARKET + "kraken.rest-url");
        assertThat(settings.keySet()).noneMatch(key -> key.contains("binance"));
    }

    @Test
    void marketFindsTheSimulatorOrTheRealVenues() {
        assertThat(settings(new VenuesSource.Simulated(18090, List.of())).of(Member.MARKET))
                .containsEntry(MARKET + "binance.ws-url", "ws://127.0.0.1:18090/binance")
                .containsEntry(MARKET + "binance.rest-url", "http://127.0.0.1:18090/binance")
                .containsEntry(MARKET + "binance.symbols", "BTC-USDT,ETH-USDT")
                .containsEntry(MARKET + "binance-usdm.ws-url", "ws://127.0.0.1:18090/binance-usdm")
                .containsEntry(MARKET + "binance-usdm.symbols", "BTC-USDT-PERP")
                .containsEntry(MARKET + "binance-coinm.channels", "book,trades,funding")
                .containsEntry(MARKET + "bybit.ws-url", "ws://127.0.0.1:18090/bybit/v5/public/spot")
                .containsEntry(MARKET + "bybit-linear.ws-url", "ws://127.0.0.1:18090/bybit/v5/public/linear")
                .containsEntry(MARKET + "bybit-linear.channels", "book,trades,funding")
                .containsEntry(MARKET + "okx.ws-url", "ws://127.0.0.1:18090/okx/ws/v5/public")
                .containsEntry(MARKET + "coinbase.ws-url", "ws://127.0.0.1:18090/coinbase/ws")
                .containsEntry(MARKET + "coinbase.symbols", "BTC-USD")
                .containsEntry(MARKET + "kraken.symbols", "BTC-USDT,ETH-USDT,BTC-USD")
                .containsEntry(MARKET + "kraken.channels", "book,trades");
        assertThat(settings(new VenuesSource.Live()).of(Member.MARKET))
                .containsEntry(MARKET + "binance.ws-url", "wss://stream.binance.com:9443")
                .containsEntry(MARKET + "binance.rest-url", "https://api.binance.com")
                .containsEntry(MARKET + "kraken.ws-url", "wss://ws.kraken.com/v2");
    }

    @Test
    void theVenuesServerIsToldWhatToPlay() {
        CaptureSet captures =
                new CaptureSet(List.of(Path.of("/c/a.jsonl"), Path.of("/c/b.jsonl")), List.of(), List.of());

        assertThat(new VenuesSource.Replayed(1, captures, "2.5", true, List.of()).serverArguments())
                .containsExactly("--replay", "/c/a.jsonl", "/c/b.jsonl", "--speed", "2.5", "--loop");
        assertThat(new VenuesSource.Simulated(1, List.of()).serverArguments()).containsExactly("--simulate");
        assertThat(new VenuesSource.Simulated(1, List.of("drop=0.1")).serverArguments())
                .containsExactly("--simulate", "--fault", "drop=0.1");
        assertThat(new VenuesSource.Replayed(1, captures, "max", false, List.of("cut=0.01")).serverArguments())
                .endsWith("--speed", "max", "--fault", "cut=0.01");
        assertThat(new VenuesSource.Live().serverArguments()).isEmpty();
    }

    @Test
    void everyServiceGetsWhatItNeeds() {
        ServiceSettings settings = settings(new VenuesSource.Simulated(18090, List.of()));

        assertThat(settings.of(Member.RECONCILIATION))
                .containsEntry("quarkus.http.port", "8081")
                .containsEntry("ballast.redis.url", "redis://127.0.0.1:7001")
                .containsEntry("ballast.database.port", "15432")
                .containsEntry("ballast.database.user", "ballast")
                .containsEntry("ballast.telemetry.otlp-endpoint", "http://127.0.0.1:4318")
                .containsEntry("ballast.telemetry.sample-ratio", "1")
                .hasEntrySatisfying("ballast.database.password", password -> assertThat(password)
                        .matches("[0-9a-f]{48}"));
        assertThat(settings.of(Member.MARKET)).containsEntry("ballast.market.recording.directory", "/r");
        assertThat(settings.of(Member.BRIDGE))
                .containsEntry("quarkus.http.port", "8083")
                .containsEntry("ballast.bridge.routes.push.source.type", "stream")
                .containsEntry("ballast.bridge.routes.push.sink.type", "push")
                .containsEntry("ballast.bridge.routes.push.from", "new")
                .doesNotContainKey("ballast.database.password");
    }

    @Test
    void theFileIsPrivateAndTheProcessIsPointedAtIt() throws IOException {
        ServiceSettings settings = settings(new VenuesSource.Simulated(18090, List.of()));
        Path application = root.resolve("reconciliation-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(application.resolveSibling("x"));
        Files.writeString(application, "");

        ProcessSpec spec = ServiceProcess.prepare(Member.RECONCILIATION, settings);

        Path file = root.resolve(".ballast/run/reconciliation.properties");
        assertThat(spec.command())
                .contains("-Dquarkus.config.locations=" + file.toUri(), "-Xmx512m")
                .endsWith("-jar", application.toString());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file))
                .contains("ballast.database.password=")
                .startsWith("config_ordinal=275\n");
    }

    @Test
    void valuesSurviveTheFileFormat() throws IOException {
        Properties read = new Properties();
        read.load(new StringReader(SettingsFile.text(Map.of("a", "c:\\temp", "b", "x=y #z"))));

        assertThat(read).containsEntry("a", "c:\\temp").containsEntry("b", "x=y #z");
    }

    private ServiceSettings settings(VenuesSource source) {
        Map<String, String> environment = Map.of("BALLAST_LOCAL_REDIS_PORT", "7001");
        LocalFolder folder = LocalFolder.of(root.toString(), environment).prepared();
        return new ServiceSettings(
                folder, environment, source, Optional.of("http://127.0.0.1:4318"), Optional.of(Path.of("/r")));
    }
}
