// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Capture.Recording;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.capture.Playback;
import io.ballast.local.venues.protocol.VenueTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plays recorded connections whole, confirmations and heartbeats included, since all of them are numbered through. A
 * recording begins when one of its products is first subscribed to, and again when that happens again to a channel
 * that was given up in between; at its end heartbeats go on.
 */
final class ReplayFeed implements Feed {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What each recorded connection asked for. */
    private final Map<Recording, Set<String>> recordings = new LinkedHashMap<>();

    private final Pace pace;
    private final VenueTime time;

    ReplayFeed(List<Capture> captures, Pace pace, VenueTime time) {
        captures.stream()
                .flatMap(capture -> capture.recordings().stream())
                .forEach(recording -> recordings.put(recording, products(recording)));
        this.pace = pace;
        this.time = time;
    }

    private static Set<String> products(Recording recording) {
        Set<String> products = new TreeSet<>();
        for (Capture.Frame sent : recording.sent()) {
            try {
                JsonNode request = JSON.readTree(sent.text());
                request.path("product_ids").forEach(product -> products.add(product.asText()));
            } catch (JsonProcessingException e) {
                continue; // whatever it was, it subscribed to nothing
            }
        }
        return products;
    }

    @Override
    public Set<String> products() {
        Set<String> all = new TreeSet<>();
        recordings.values().forEach(all::addAll);
        return all;
    }

    @Override
    public Subscriber join(Numbered client) {
        return new Viewer(client);
    }

    private final class Viewer implements Subscriber {

        private final Numbered client;
        private final Set<String> givenUp = new HashSet<>();
        private @Nullable Playback playback;
        private @Nullable Recording playing;

        Viewer(Numbered client) {
            this.client = client;
        }

        @Override
        public void subscribed(String channel, Set<String> products) {
            if (playing == null || givenUp.remove(channel)) {
                recordings.entrySet().stream()
                        .filter(entry -> products.stream().anyMatch(entry.getValue()::contains))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .ifPresent(this::play);
            }
        }

        private void play(Recording recording) {
            closed();
            playing = recording;
            long origin =
                    recording.sent().isEmpty() ? 0 : recording.sent().getFirst().at();
            playback = Playback.start(recording.frames(), origin, pace, time, client);
        }

        @Override
        public void unsubscribed(String channel, Set<String> products) {
            givenUp.add(channel);
        }

        @Override
        public boolean live() {
            return Optional.ofNullable(playback)
                    .map(Playback::isOver)
                    .orElse(false); // before it begins nothing is said: the recording has it all
        }

        @Override
        public void closed() {
            if (playback != null) {
                playback.stop();
            }
        }
    }
}
