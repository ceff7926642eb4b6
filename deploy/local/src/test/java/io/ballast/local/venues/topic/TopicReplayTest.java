// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.venues.capture.Capture.Frame;
import io.ballast.local.venues.capture.Capture.Recording;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.ballast.local.venues.testing.MemoryConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicReplayTest {

    private static final long SECOND = 1_000_000_000L;

    private final ManualVenueTime time = new ManualVenueTime();
    private final MemoryConnection client = new MemoryConnection();
    private final TopicReplay replay = new TopicReplay(
            List.of(new Recording(
                    "ws.1",
                    "wss://venue",
                    List.of(new Frame(SECOND, "subscribe")),
                    List.of(
                            new Frame(SECOND, "answer"),
                            new Frame(2 * SECOND, "books 1"),
                            new Frame(3 * SECOND, "trades 2"),
                            new Frame(4 * SECOND, "books 3")))),
            text -> text.contains(" ") ? Optional.of(text.substring(0, text.indexOf(' '))) : Optional.empty(),
            (topic, recorded) -> topic.equals("candles") ? Optional.empty() : Optional.of("no such topic: " + topic),
            Pace.of("1", false),
            time);
    private final TopicFeed.Subscriber subscriber = replay.join(client);

    @Test
    void aRecordingIsPlayedWholeFromTheMomentOfTheFirstSubscriptionOn() {
        subscriber.subscribed(List.of("books"));
        time.advance(Duration.ofMillis(1_500));
        subscriber.subscribed(List.of("trades")); // more of what plays already
        assertThat(client.sent()).containsExactly("books 1");

        time.advance(Duration.ofSeconds(10));
        assertThat(client.sent()).containsExactly("books 1", "trades 2", "books 3");
        assertThat(client.closeCode()).isZero();
    }

    @Test
    void theSameTopicSubscribedToAgainBeginsAnew() {
        subscriber.subscribed(List.of("books", "trades"));
        time.advance(Duration.ofMillis(1_500));
        subscriber.unsubscribed("books");
        subscriber.subscribed(List.of("books"));
        time.advance(Duration.ofSeconds(10));

        assertThat(client.sent()).containsExactly("books 1", "books 1", "trades 2", "books 3");
    }

    @Test
    void nothingComesWithoutASubscriptionOrAfterTheLast() {
        subscriber.subscribed(List.of("candles"));
        time.advance(Duration.ofSeconds(10));
        assertThat(client.sent()).isEmpty();

        subscriber.subscribed(List.of("books"));
        subscriber.unsubscribed("books");
        time.advance(Duration.ofSeconds(10));
        assertThat(client.sent()).isEmpty();
        subscriber.closed();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatIsNotRecordedIsUpToTheVenue() {
        assertThat(replay.refusal("books")).isEmpty();
        assertThat(replay.refusal("candles")).isEmpty();
        assertThat(replay.refusal("weather")).contains("no such topic: weather");
    }
}
