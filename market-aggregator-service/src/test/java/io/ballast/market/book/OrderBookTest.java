// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {

    private final OrderBook book = new OrderBook(3);

    @Test
    void bestPricesComeFirstOnBothSides() {
        set(Side.BID, "9", "1", "10", "2", "8", "3");
        set(Side.ASK, "12", "1", "11", "2");

        assertThat(texts(book, Side.BID)).containsExactly("10@2", "9@1", "8@3");
        assertThat(texts(book, Side.ASK)).containsExactly("11@2", "12@1");
        assertThat(book.top()).isEqualTo(new TopOfBook(PriceLevel.parse("10", "2"), PriceLevel.parse("11", "2")));
    }

    @Test
    void levelsKeepTheDigitsOfTheWireAndTheLastOnesWin() {
        set(Side.BID, "0.00100000", "4.00000000", "0.001", "4.0");

        assertThat(texts(book, Side.BID)).containsExactly("0.001@4.0");
    }

    @Test
    void zeroDeletesByValueAndDeletingTheUnknownIsNormal() {
        set(Side.ASK, "1.50", "1", "1.5", "0.000", "7", "0");

        assertThat(book.size(Side.ASK)).isZero();
        assertThat(book.top()).isEqualTo(TopOfBook.EMPTY);
    }

    @Test
    void depthHoldsOnceAMessageIsOver() {
        set(Side.BID, "1", "1", "2", "1", "3", "1", "4", "1");
        assertThat(book.size(Side.BID)).isEqualTo(4);

        book.truncate();

        assertThat(texts(book, Side.BID)).containsExactly("4@1", "3@1", "2@1");
    }

    @Test
    void topTellsLockedFromCrossed() {
        set(Side.BID, "10.0", "1");
        set(Side.ASK, "10", "1");
        assertThat(book.top().locked()).isTrue();
        assertThat(book.top().crossed()).isFalse();

        set(Side.BID, "10.1", "1");
        assertThat(book.top().locked()).isFalse();
        assertThat(book.top().crossed()).isTrue();
    }

    @Test
    void impossibleLevelsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PriceLevel.parse("0", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> PriceLevel.parse("-1", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> PriceLevel.parse("1", "-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> PriceLevel.parse("1", "NaN"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsANaiveBookAfterEveryUpdate(long seed) {
        Random random = new Random(seed);
        int depth = 1 + random.nextInt(30);
        OrderBook fast = new OrderBook(depth);
        NaiveBook naive = new NaiveBook(depth);

        for (int message = 0; message < 400; message++) {
            for (int level = random.nextInt(6); level >= 0; level--) {
                Side side = random.nextBoolean() ? Side.BID : Side.ASK;
                String price = price(random);
                String size = random.nextInt(3) == 0 ? "0.00" : "1." + random.nextInt(1000);
                fast.apply(side, PriceLevel.parse(price, size));
                naive.apply(side, price, size);
            }
            fast.truncate();
            naive.truncate();

            for (Side side : Side.values()) {
                assertThat(texts(fast, side))
                        .as("seed %d message %d side %s", seed, message, side)
                        .isEqualTo(naive.texts(side))
                        .hasSizeLessThanOrEqualTo(depth);
                assertThat(fast.best(side, depth))
                        .allMatch(level -> level.size().signum() > 0);
            }
        }
    }

    /** Few different values, many ways to write them. */
    private static String price(Random random) {
        return (1 + random.nextInt(40)) + List.of("", ".0", ".5", ".50").get(random.nextInt(4));
    }

    private void set(Side side, String... pricesAndSizes) {
        for (int i = 0; i < pricesAndSizes.length; i += 2) {
            book.apply(side, PriceLevel.parse(pricesAndSizes[i], pricesAndSizes[i + 1]));
        }
    }

    private static List<String> texts(OrderBook book, Side side) {
        List<String> texts = new ArrayList<>();
        book.best(side, Integer.MAX_VALUE).forEach(level -> texts.add(level.price() + "@" + level.size()));
        return texts;
    }
}
