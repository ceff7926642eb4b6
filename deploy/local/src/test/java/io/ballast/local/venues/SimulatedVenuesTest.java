// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.ServedVenues.Client;
import io.ballast.local.venues.binance.Binance;
import io.ballast.local.venues.kraken.Kraken;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.testing.ManualVenueTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated market over real sockets; what the frames say is tested where they are written. */
class SimulatedVenuesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final ServedVenues venues =
            new ServedVenues(time, List.of(Binance.simulating(market, time), Kraken.simulating(market, time)));

    SimulatedVenuesTest() {
        System.out.println("SimulatedVenuesTest seed=" + seed);
        market.start();
    }

    @AfterEach
    void stop() {
        venues.close();
    }

    @Test
    void framesOfBothVenuesComeWithoutEnd() {
        Client binance = venues.connect("/binance/stream?streams=btcusdt@depth@100ms/ethusdt@aggTrade");
        Client kraken = venues.connect("/kraken/v2");
        kraken.send("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],"
                + "\"depth\":1000},\"req_id\":1}");
        await().untilAsserted(() -> assertThat(kraken.data()).hasSize(1));

        for (int second = 0; second < 60; second++) {
            venues.advance(Duration.ofSeconds(1));
        }

        await().untilAsserted(() -> {
            assertThat(binance.data()).hasSizeGreaterThan(200);
            assertThat(kraken.data()).hasSizeGreaterThan(200);
        });
    }

    @Test
    void aSnapshotGoesWithTheDiffsAroundIt() throws IOException, InterruptedException {
        Client binance = venues.connect("/binance/stream?streams=btcusdt@depth@100ms");
        venues.advance(Duration.ofMillis(2_050));
        JsonNode snapshot = JSON.readTree(
                venues.get("/binance/api/v3/depth?symbol=BTCUSDT&limit=1000").body());
        venues.advance(Duration.ofSeconds(5));
        long id = snapshot.path("lastUpdateId").longValue();

        assertThat(snapshot.path("bids")).hasSize(1_000);
        await().untilAsserted(() -> assertThat(binance.data()).anySatisfy(frame -> {
            JsonNode diff = JSON.readTree(frame).path("data");
            assertThat(id + 1)
                    .isBetween(diff.path("U").longValue(), diff.path("u").longValue());
        }));
    }
}
