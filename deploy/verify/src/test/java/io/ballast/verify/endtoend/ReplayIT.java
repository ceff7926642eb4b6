// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.endtoend;

import static io.ballast.verify.client.Http.BRIDGE;
import static io.ballast.verify.client.Http.MARKET;
import static io.ballast.verify.client.Http.RECONCILIATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.verify.client.Http;
import io.ballast.verify.client.OtlpReceiver;
import io.ballast.verify.client.PushClient;
import io.ballast.verify.client.RedisStreams;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on real input: recorded frames in at one end, books, stream entries and pushed events at the other. */
class ReplayIT {

    private static final Duration PLAYED = Duration.ofSeconds(90);
    private static final UUID USER = UUID.randomUUID();

    private static OtlpReceiver traces;
    private static LocalSuite suite;
    private static String user;
    private static String operator;

    @BeforeAll
    static void play() {
        String folder = Captures.folder().toString();
        traces = new OtlpReceiver();
        suite = new LocalSuite("replay");
        suite.up("--replay", folder, "--speed", "10", "--otlp", traces.url());
        user = suite.token("user", USER);
        operator = suite.token("operator", UUID.randomUUID());
    }

    @AfterAll
    static void end() {
        if (suite != null) {
            suite.close();
            traces.close();
        }
    }

    static Stream<Captures.Book> books() {
        return Captures.BOOKS.stream();
    }

    @ParameterizedTest
    @MethodSource("books")
    void theFinalBookIsTheExpectedOneToTheCharacter(Captures.Book book) {
        JsonNode expected = Captures.expected(book);
        await().atMost(PLAYED).untilAsserted(() -> {
            JsonNode answer = Http.get(
                            MARKET + "/api/v1/market/" + book.symbol() + "/venues/" + book.venue() + "/book?depth=1000",
                            user)
                    .json();
            assertThat(answer.path("bids").path(0)).isEqualTo(expected.path("bid"));
            assertThat(answer.path("asks").path(0)).isEqualTo(expected.path("ask"));
            int bids = Math.min(1000, expected.path("bid_levels").asInt());
            int asks = Math.min(1000, expected.path("ask_levels").asInt());
            assertThat(answer.path("bids")).hasSize(bids);
            assertThat(answer.path("asks")).hasSize(asks);
        });
    }

    @Test
    void noFalseGapAndNoBadChecksum() {
        theFinalBookIsTheExpectedOneToTheCharacter(Captures.BOOKS.getLast());
        for (JsonNode venue : Http.get(MARKET + "/api/v1/market/venues", user).json()) {
            assertThat(venue.path("gaps").asLong()).as("%s", venue).isZero();
            assertThat(venue.path("checksum_failures").asLong()).as("%s", venue).isZero();
        }
    }

    @Test
    void everyTradeReachesTheStreamOnceAndBothKindsOfPushClientInItsOrder() {
        try (RedisStreams redis = new RedisStreams(16379);
                PushClient socket =
                        PushClient.webSocket(BRIDGE, "topics=market.trades&subjects=OMG-BUSD&after=oldest", user);
                PushClient sse = PushClient.serverSentEvents(
                        BRIDGE, "topics=market.trades&subjects=OMG-BUSD&after=oldest", user)) {

            await().atMost(PLAYED).untilAsserted(() -> assertThat(redis.ids("market.trades", "OMG-BUSD"))
                    .hasSize(Captures.OMG_BUSD_TRADES));
            List<String> inStream = redis.ids("market.trades", "OMG-BUSD");
            assertThat(inStream).doesNotHaveDuplicates();
            await().atMost(PLAYED).untilAsserted(() -> {
                assertThat(ids(socket)).isEqualTo(inStream);
                assertThat(ids(sse)).isEqualTo(inStream);
            });
            assertThat(socket.events()).allSatisfy(event -> {
                assertThat(event.path("specversion").asText()).isEqualTo("1.0");
                assertThat(event.path("type").asText()).isEqualTo("market.trade");
                assertThat(event.path("data").path("price").isTextual()).isTrue();
                assertThat(event.path("cursor").asText()).isNotEmpty();
            });
        }
    }

    @Test
    void theConsolidatedBestBidAndOfferReachesTheStreamWithTheBooksText() {
        Captures.Book alone = Captures.BOOKS.getFirst(); // several venues' captures of one symbol are years apart
        JsonNode expected = Captures.expected(alone);
        try (RedisStreams redis = new RedisStreams(16379)) {
            await().atMost(PLAYED).untilAsserted(() -> {
                JsonNode last = redis.lastQuote("market.quotes", alone.symbol(), "consolidated");
                assertThat(last.path("bid").asText())
                        .isEqualTo(expected.path("bid").path(0).asText());
                assertThat(last.path("ask").asText())
                        .isEqualTo(expected.path("ask").path(0).asText());
            });
        }
    }

    @Test
    void oneTraceRunsFromTheVenueFrameToThePushedEvent() {
        try (PushClient socket = PushClient.webSocket(BRIDGE, "topics=market.trades&after=oldest", user)) {
            await().atMost(PLAYED).untilAsserted(() -> {
                assertThat(socket.events()).isNotEmpty();
                String traceparent =
                        socket.events().getFirst().path("traceparent").asText();
                assertThat(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
                assertThat(traces.services(traceparent.split("-", -1)[1]))
                        .containsAll(Set.of("market-aggregator-service", "eventbus-bridge"));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RECONCILIATION + "/api/v1/reconciliation/status",
                RECONCILIATION + "/positions/open",
                MARKET + "/api/v1/market/symbols",
                BRIDGE + "/events",
                BRIDGE + "/api/v1/routes"
            })
    void withoutTokenItIsA401Problem(String url) {
        Http.Answer answer = Http.get(url, null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(401);
    }

    @Test
    void theWrongRoleIsA403Problem() {
        String agent = suite.token("agent", USER);
        for (String url : List.of(
                MARKET + "/api/v1/market/symbols",
                RECONCILIATION + "/api/v1/reconciliation/status",
                BRIDGE + "/events")) {
            assertThat(Http.get(url, agent).status()).as(url).isEqualTo(403);
        }
        Http.Answer routes = Http.get(BRIDGE + "/api/v1/routes", user);
        assertThat(routes.status()).isEqualTo(403);
        assertThat(routes.json().path("title").asText()).isNotEmpty();
        assertThat(Http.get(BRIDGE + "/api/v1/routes", operator).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {RECONCILIATION, MARKET, BRIDGE})
    void healthMetricsAndOpenApiAnswer(String service) {
        assertThat(Http.get(service + "/health", null).json().path("status").asText())
                .isEqualTo("healthy");
        assertThat(Http.get(service + "/q/health/ready", null).status()).isEqualTo(200);
        assertThat(Http.get(service + "/q/metrics", null).body()).contains("ballast_link_up");
        assertThat(Http.get(service + "/q/openapi", null).status()).isEqualTo(200);
    }

    private static List<String> ids(PushClient client) {
        return client.events().stream().map(e -> e.path("id").asText()).toList();
    }
}
