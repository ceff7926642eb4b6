// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepthSyncTest {

    private final OrderBook book = new OrderBook(100);
    private final DepthSync sync = new DepthSync(book, 3);

    @Test
    void diffsWaitForTheSnapshotAndThoseItContainsAreDropped() {
        assertThat(sync.diff(diff(5, 8, "1", "1"))).isInstanceOf(Applied.Waiting.class);
        assertThat(sync.diff(diff(9, 11, "2", "1"))).isInstanceOf(Applied.Waiting.class);
        assertThat(sync.diff(diff(12, 12, "3", "1"))).isInstanceOf(Applied.Waiting.class);

        assertThat(sync.snapshot(snapshot(10))).isInstanceOf(Applied.Changed.class);

        assertThat(sync.old()).isEqualTo(1);
        assertThat(sync.applied()).isEqualTo(2);
        assertThat(sync.last()).isEqualTo(12);
        assertThat(bids()).containsExactly("3", "2", "0.5");
    }

    @Test
    void aSnapshotBeforeAnyDiffIsABookAtOnce() {
        assertThat(sync.snapshot(snapshot(10))).isInstanceOf(Applied.Changed.class);
        assertThat(bids()).containsExactly("0.5");

        assertThat(sync.diff(diff(9, 10, "1", "1"))).isInstanceOf(Applied.Duplicate.class);
        assertThat(sync.diff(diff(10, 13, "2", "1"))).isInstanceOf(Applied.Changed.class);
        assertThat(bids()).containsExactly("2", "0.5");
    }

    @Test
    void onlyTheFirstDiffMayReachBackOverTheSnapshot() {
        sync.snapshot(snapshot(10));
        sync.diff(diff(8, 12, "1", "1"));

        assertThat(sync.diff(diff(12, 14, "2", "1"))).isEqualTo(new Applied.Gap(13, 12));
    }

    @Test
    void aMissingDiffIsNoticedAtTheNextOne() {
        sync.snapshot(snapshot(10));
        sync.diff(diff(11, 11, "1", "1"));

        assertThat(sync.diff(diff(13, 13, "2", "1"))).isEqualTo(new Applied.Gap(12, 13));
    }

    @Test
    void aRepeatedDiffChangesNothing() {
        sync.snapshot(snapshot(10));
        sync.diff(diff(11, 12, "1", "1"));

        assertThat(sync.diff(diff(11, 12, "1", "9"))).isInstanceOf(Applied.Duplicate.class);
        assertThat(book.top().bid()).isEqualTo(PriceLevel.parse("1", "1"));
    }

    @Test
    void aSnapshotOlderThanTheDiffsKeptIsNoBook() {
        sync.diff(diff(20, 21, "1", "1"));

        assertThat(sync.snapshot(snapshot(10))).isEqualTo(new Applied.Gap(11, 20));
        assertThat(book.size(Side.BID)).isZero();

        assertThat(sync.snapshot(snapshot(19))).isInstanceOf(Applied.Changed.class);
        assertThat(bids()).containsExactly("1", "0.5");
    }

    @Test
    void whenTooManyWaitTheOldestGoAndAnOldSnapshotNoLongerFits() {
        for (int id = 11; id <= 14; id++) {
            sync.diff(diff(id, id, "1", "1"));
        }

        assertThat(sync.snapshot(snapshot(10))).isEqualTo(new Applied.Gap(11, 12));
        assertThat(sync.snapshot(snapshot(11))).isInstanceOf(Applied.Changed.class);
    }

    @Test
    void aCrossedBookIsNotTrusted() {
        sync.snapshot(snapshot(10));

        assertThat(sync.diff(diff(11, 11, "101", "1"))).isInstanceOf(Applied.Crossed.class);
    }

    private List<String> bids() {
        return book.best(Side.BID, 100).stream()
                .map(level -> level.price().toString())
                .toList();
    }

    private static DepthDiff diff(long first, long last, String price, String size) {
        return new DepthDiff(first, last, -1, List.of(PriceLevel.parse(price, size)), List.of());
    }

    private static DepthSnapshot snapshot(long id) {
        return new DepthSnapshot(id, List.of(PriceLevel.parse("0.5", "1")), List.of(PriceLevel.parse("100", "1")));
    }
}
