// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.pebble;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.market.book.BookView;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.SessionBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example works, and the document shows it as it is. */
class PebbleSessionTest {

    private static final Path ROOT = Path.of(System.getProperty("ballast.root", ".."));

    private final SessionBench bench =
            new SessionBench(new PebbleAdapter(), Set.of(Channel.BOOK), "BTC-USD", "ETH-USD").open();

    @Test
    void aBookIsLiveFromItsSnapshotOn() {
        assertThat(bench.sent).containsExactly("{\"subscribe\":\"BTC-USD\"}", "{\"subscribe\":\"ETH-USD\"}");
        bench.receive(book("update", "BTC-USD", 6, "99.0", "1"));
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.SYNCING);

        bench.receive(book("snapshot", "BTC-USD", 7, "100.10", "0.500"));
        bench.receive(book("update", "BTC-USD", 8, "100.20", "1"));
        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.levels("BTC-USD").bids())
                .extracting(level -> level.price() + "@" + level.size())
                .containsExactly("100.20@1", "100.10@0.500");
    }

    @Test
    void aLostUpdateCostsThatBookAloneAndIsAskedForAgain() {
        bench.receive(book("snapshot", "BTC-USD", 7, "100", "1"));
        bench.receive(book("snapshot", "ETH-USD", 3, "10", "1"));
        bench.receive(book("update", "BTC-USD", 9, "101", "1"));

        assertThat(bench.levels("BTC-USD")).isEqualTo(BookView.EMPTY);
        assertThat(bench.heard.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(8);
            assertThat(gap.to()).isEqualTo(8);
        });
        assertThat(bench.book("ETH-USD")).isEqualTo(FeedState.LIVE);
        assertThat(bench.sent.getLast()).isEqualTo("{\"subscribe\":\"BTC-USD\"}");
    }

    @Test
    void aRefusalAndAnUnknownMessageAreTold() {
        bench.receive("{\"type\":\"refused\",\"symbol\":\"BTC-USD\",\"why\":\"not listed\"}");
        bench.receive("{\"type\":\"weather\"}");
        bench.receive("{\"type\":");

        assertThat(bench.book("BTC-USD")).isEqualTo(FeedState.DOWN);
        assertThat(bench.unknown).containsExactly("weather");
        assertThat(bench.malformed).hasSize(1);
    }

    @Test
    void theDocumentShowsExactlyThisCode() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/adding-a-venue.md"));
        Path sources = ROOT.resolve("market-aggregator-service/src/test/java/io/ballast/market/venue/pebble");
        String code = "";
        for (String file : List.of("PebbleAdapter.java", "PebbleSession.java", "PebbleSessionTest.java")) {
            code += Files.readString(sources.resolve(file));
        }
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(document);
        int shown = 0;
        while (blocks.find()) {
            assertThat(code).contains(blocks.group(1));
            shown++;
        }
        assertThat(shown).isGreaterThanOrEqualTo(3);
    }

    private static String book(String type, String symbol, long number, String bid, String size) {
        return "{\"type\":\"%s\",\"symbol\":\"%s\",\"number\":%d,\"bids\":[[\"%s\",\"%s\"]],\"asks\":[[\"200\",\"1\"]]}"
                .formatted(type, symbol, number, bid, size);
    }
}
