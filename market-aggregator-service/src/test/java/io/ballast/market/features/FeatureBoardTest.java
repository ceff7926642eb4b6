// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.money.Decimal;
import io.ballast.common.testing.ManualTime;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import io.ballast.market.features.Features.LeadLag;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.TakerSide;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import io.quarkus.runtime.StartupEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureBoardTest {

    private static final Symbol BTC = Symbol.of("BTC-USD");

    private final ManualTime time = new ManualTime();
    private final List<Features> told = new ArrayList<>();
    private final FeatureBoard board =
            new FeatureBoard(List.of(told::add), TestConfig.of(FeaturesConfig.class), time, time);

    @BeforeEach
    void start() {
        board.start(new StartupEvent());
    }

    @Test
    void theVenuesAreComparedByTheirMids() {
        live("a", "100", "102");
        live("b", "103", "103");
        time.advance(Duration.ofSeconds(1));

        assertThat(told).hasSize(1);
        Features features = told.getFirst();
        assertThat(features.prices()).hasToString("{a=101.0, b=103.0}");
        assertThat(features.avgPrice()).isEqualByComparingTo("102");
        assertThat(features.priceDivergence()).isEqualByComparingTo("1");
        assertThat(features.spread()).as("102 is asked, 103 is bid").isEqualByComparingTo("-1");
        assertThat(features.volatilityFactor()).isNull();
        assertThat(features.vwap1m()).isNull();
        assertThat(features.at()).isEqualTo(time.now());
    }

    @Test
    void oneVenueIsNothingToTellButCanBeAskedFor() {
        live("a", "100", "102");
        time.advance(Duration.ofSeconds(5));

        assertThat(told).isEmpty();
        assertThat(board.of(BTC).prices()).hasSize(1);
        assertThat(board.of(BTC).priceDivergence()).isEqualByComparingTo("0");
    }

    @Test
    void whatDoesNotChangeIsToldOnce() {
        live("a", "100", "102");
        live("b", "103", "103");
        time.advance(Duration.ofSeconds(5));
        assertThat(told).hasSize(1);

        live("b", "104", "104");
        time.advance(Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
    }

    @Test
    void aVenueThatIsNotLiveOrHasOneSideOnlyHasNoPrice() {
        live("a", "100", "102");
        live("b", "103", "103");
        tell("b", FeedState.STALE, top("103", "103"));
        assertThat(board.of(BTC).prices()).hasToString("{a=101.0}");

        tell("a", FeedState.LIVE, new TopOfBook(PriceLevel.parse("100", "1"), null));
        assertThat(board.of(BTC).prices()).isEmpty();
        assertThat(board.of(BTC).avgPrice()).isNull();
        assertThat(board.of(Symbol.of("X-Y")).avgPrice()).isNull();
    }

    @Test
    void theVenueThatMovesFirstLeads() {
        Random random = new Random(7);
        BigDecimal price = new BigDecimal("1000");
        for (int second = 0; second < 40; second++) {
            BigDecimal before = price;
            price = price.add(BigDecimal.valueOf(random.nextInt(21) - 10));
            live("follower", before.toString(), before.toString());
            live("leader", price.toString(), price.toString());
            time.advance(Duration.ofSeconds(1));
        }

        LeadLag leadLag = told.getLast().leadLag();
        assertThat(leadLag).isNotNull();
        assertThat(leadLag.leader()).hasToString("leader");
        assertThat(leadLag.follower()).hasToString("follower");
        assertThat(leadLag.lagMs()).isEqualTo(1000);
        assertThat(leadLag.correlation()).isGreaterThan(new BigDecimal("0.9"));
    }

    @Test
    void aVenuesReturnIsNoMove() {
        for (int second = 0; second < 20; second++) {
            live("a", "100", "100");
            live("b", "200", "200");
            time.advance(Duration.ofSeconds(1));
            tell("b", second % 2 == 0 ? FeedState.DOWN : FeedState.LIVE, TopOfBook.EMPTY);
        }
        live("b", "200", "200");

        assertThat(board.of(BTC).volatilityFactor()).isNotNull().isEqualByComparingTo("0");
        assertThat(board.of(BTC).leadLag()).isNull();
    }

    @Test
    void fundingIsComparedBetweenTheVenuesThatToldItLately() {
        fund("a", "0.0001");
        assertThat(board.of(BTC).fundingDelta()).as("nothing to compare").isNull();
        fund("b", "-0.0002");
        fund("c", "0.00005");
        assertThat(board.of(BTC).fundingDelta()).isEqualByComparingTo("0.0003");

        time.advance(Duration.ofSeconds(59));
        fund("a", "0.0002");
        fund("c", null);
        assertThat(board.of(BTC).fundingDelta()).isEqualByComparingTo("0.0004");

        time.advance(Duration.ofSeconds(1));
        assertThat(board.of(BTC).fundingDelta()).as("b is a minute old").isNull();
    }

    private void fund(String venue, @Nullable String rate) {
        board.funding(new Funding(
                new VenueId(venue),
                BTC,
                Decimal.parse("100"),
                null,
                rate == null ? null : Decimal.parse(rate),
                null,
                time.now()));
    }

    /** Everything again by plain loops over all that was ever said, in binary floating point. */
    @Test
    void theFiguresAreThoseOfAPlainRecomputation() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Naive naive = new Naive();
        for (int step = 0; step < 400; step++) {
            for (String venue : List.of("a", "b", "c")) {
                int bid = 1000 + random.nextInt(50);
                int ask = bid + random.nextInt(5);
                live(venue, Integer.toString(bid), Integer.toString(ask));
                naive.mids.put(venue, (bid + ask) / 2.0);
            }
            int price = 1000 + random.nextInt(50);
            int size = 1 + random.nextInt(9);
            board.trade(trade(step + 1, price, size), null);
            naive.trades.add(new long[] {time.nanos() / 1_000_000_000, price, size});
            time.advance(Duration.ofSeconds(1));
            naive.averages.add(naive.mean());

            Features features = told.getLast();
            String where = "seed " + seed + " step " + step;
            near(features.avgPrice(), naive.mean(), where);
            near(features.priceDivergence(), deviation(List.copyOf(naive.mids.values())), where);
            near(features.vwap1m(), naive.vwap(60, time.nanos() / 1_000_000_000), where);
            near(features.vwap5m(), naive.vwap(300, time.nanos() / 1_000_000_000), where);
            if (step >= 10) {
                near(features.volatilityFactor(), naive.volatility(60), where);
            }
        }
    }

    private static void near(@Nullable BigDecimal exact, double plain, String where) {
        assertThat(exact).as(where).isNotNull();
        assertThat(exact.doubleValue()).as(where).isCloseTo(plain, Offset.offset(1e-9 * Math.max(1, Math.abs(plain))));
    }

    private static final class Naive {

        private final Map<String, Double> mids = new HashMap<>();
        private final List<Double> averages = new ArrayList<>();
        private final List<long[]> trades = new ArrayList<>();

        double mean() {
            return mids.values().stream().mapToDouble(mid -> mid).average().orElseThrow();
        }

        double vwap(int seconds, long now) {
            List<long[]> recent =
                    trades.stream().filter(trade -> trade[0] > now - seconds).toList();
            return (double) recent.stream()
                            .mapToLong(trade -> trade[1] * trade[2])
                            .sum()
                    / recent.stream().mapToLong(trade -> trade[2]).sum();
        }

        double volatility(int samples) {
            List<Double> kept = averages.subList(Math.max(0, averages.size() - samples), averages.size());
            List<Double> changes = new ArrayList<>();
            for (int i = 1; i < kept.size(); i++) {
                changes.add((kept.get(i) - kept.get(i - 1)) / kept.get(i - 1));
            }
            return deviation(changes);
        }
    }

    private static double deviation(List<Double> values) {
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        return Math.sqrt(values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private Trade trade(long id, int price, int size) {
        return new Trade(
                new VenueId("a"),
                BTC,
                id,
                Decimal.parse(Integer.toString(price)),
                Decimal.parse(Integer.toString(size)),
                TakerSide.BUY,
                time.now());
    }

    private void live(String venue, String bid, String ask) {
        tell(venue, FeedState.LIVE, top(bid, ask));
    }

    private static TopOfBook top(String bid, String ask) {
        return new TopOfBook(PriceLevel.parse(bid, "1"), PriceLevel.parse(ask, "1"));
    }

    private void tell(String venue, FeedState state, TopOfBook top) {
        board.quote(new VenueQuote(new VenueId(venue), BTC, state, top, true, time.now(), time.nanos(), null));
    }
}
