// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What futures do otherwise than spot: chained updates, routed paths, mark prices. */
class SimulatedFuturesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final ManualVenueTime time = new ManualVenueTime();
    private final SimulatedMarket market = new SimulatedMarket(seed, time);
    private final List<VenueProtocol> futures = Binance.simulatingFutures(market, time);
    private final MemoryConnection client = new MemoryConnection();

    SimulatedFuturesTest() {
        System.out.println("binance SimulatedFuturesTest seed=" + seed);
        market.start();
    }

    @ParameterizedTest
    @CsvSource({"/binance-usdm,/fapi/v1/depth,BTCUSDT", "/binance-coinm,/dapi/v1/depth,BTCUSD_PERP"})
    void aFollowerOfTheChainHasTheVenuesBook(String prefix, String path, String symbol) throws JsonProcessingException {
        String stream = symbol.toLowerCase(java.util.Locale.ROOT) + "@depth@100ms";
        open(prefix, "/public/stream", stream);
        time.advance(Duration.ofMillis(1_030));
        JsonNode snapshot = get(prefix, path, symbol);
        Map<BigDecimal, BigDecimal> bids = side(snapshot.path("bids"));
        long last = snapshot.path("lastUpdateId").longValue();
        time.advance(Duration.ofSeconds(60));

        int applied = 0;
        int holes = 0;
        for (String frame : client.take()) {
            JsonNode diff = JSON.readTree(frame).path("data");
            if (diff.path("u").longValue() < last) {
                continue;
            }
            long previous = diff.path("pu").longValue();
            assertThat(previous).isLessThan(diff.path("U").longValue());
            if (applied == 0) {
                assertThat(previous).isLessThanOrEqualTo(last);
            } else {
                assertThat(previous).isEqualTo(last);
                holes += diff.path("U").longValue() > last + 1 ? 1 : 0;
            }
            last = diff.path("u").longValue();
            applied++;
            set(bids, diff.path("b"));
        }

        JsonNode now = get(prefix, path, symbol);
        assertThat(last).isEqualTo(now.path("lastUpdateId").longValue());
        assertThat(best(bids, 500)).isEqualTo(best(side(now.path("bids")), 500));
        assertThat(applied).isGreaterThan(100);
        assertThat(holes).as("ids that belong to other symbols").isPositive();
    }

    @Test
    void everyPathServesItsStreamsAndStaysSilentAboutTheOthers() {
        String all = "btcusdt@aggTrade/btcusdt@bookTicker/btcusdt@markPrice/btcusdt@depth@100ms";
        assertThat(kinds("/binance-usdm", "/public/stream", all)).containsOnlyKeys("bookTicker", "depthUpdate");
        assertThat(kinds("/binance-usdm", "/market/stream", all)).containsOnlyKeys("aggTrade", "markPriceUpdate");
        assertThat(kinds("/binance-usdm", "/stream", all))
                .as("the path of old")
                .containsOnlyKeys("bookTicker", "depthUpdate");
        assertThat(kinds("/binance-coinm", "/stream", all.replace("btcusdt", "btcusd_perp")))
                .containsOnlyKeys("aggTrade", "bookTicker", "depthUpdate", "markPriceUpdate");
        assertThat(venue("/binance-usdm").accepts(new Request("/private/stream", Map.of())))
                .isFalse();
    }

    @Test
    void itPingsEveryThreeMinutesAndLeavesWhoDoesNotAnswer() {
        open("/binance-usdm", "/public/stream", "");
        time.advance(Duration.ofMinutes(3));
        assertThat(client.pings()).isEqualTo(1);

        time.advance(Duration.ofMinutes(9));
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    private Map<String, Integer> kinds(String prefix, String path, String streams) {
        Map<String, Integer> kinds = new HashMap<>();
        Session session = open(prefix, path, streams);
        client.take();
        time.advance(Duration.ofSeconds(30));
        session.closed();
        for (String frame : client.take()) {
            kinds.merge(frame.replaceAll(".*\"e\":\"([A-Za-z]+)\".*", "$1"), 1, Integer::sum);
        }
        return kinds;
    }

    private VenueProtocol venue(String prefix) {
        return futures.stream()
                .filter(each -> each.prefix().equals(prefix))
                .findFirst()
                .orElseThrow();
    }

    private Session open(String prefix, String path, String streams) {
        return venue(prefix).open(new Request(path, Map.of("streams", streams)), client);
    }

    private JsonNode get(String prefix, String path, String symbol) throws JsonProcessingException {
        Reply reply = venue(prefix).get(new Request(path, Map.of("symbol", symbol, "limit", "1000")));
        assertThat(reply.status()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static Map<BigDecimal, BigDecimal> side(JsonNode levels) {
        Map<BigDecimal, BigDecimal> side = new HashMap<>();
        set(side, levels);
        return side;
    }

    private static void set(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.get(0).textValue());
            BigDecimal quantity = new BigDecimal(level.get(1).textValue());
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    /** The levels that the snapshot's window held all the while. */
    private static List<Map.Entry<BigDecimal, BigDecimal>> best(Map<BigDecimal, BigDecimal> bids, int count) {
        return bids.entrySet().stream()
                .sorted(Map.Entry.<BigDecimal, BigDecimal>comparingByKey().reversed())
                .limit(count)
                .toList();
    }
}
