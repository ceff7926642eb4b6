// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.capture.Playback;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays recorded connections. A recording is played whole, also those of its topics that the client did not name; it
 * begins when one of its topics is subscribed to, and begins again whenever that happens again. Channels the venue has
 * but the recording has not are acknowledged and stay silent.
 */
final class ReplayFeed implements Feed {

    private final List<ChannelRecording> recordings;
    private final Set<String> symbols;
    private final Pace pace;
    private final VenueTime time;

    ReplayFeed(List<Capture> captures, Pace pace, VenueTime time) {
        this.recordings = captures.stream()
                .flatMap(capture -> capture.recordings().stream())
                .map(ChannelRecording::new)
                .toList();
        this.symbols = recordings.stream()
                .flatMap(recording -> recording.topics().stream())
                .map(Topic::symbol)
                .collect(Collectors.toSet());
        this.pace = pace;
        this.time = time;
    }

    /** A depth other than the recorded one is refused: the checksums of a book cut elsewhere would all be wrong. */
    @Override
    public Optional<String> refusal(Subscription subscription) {
        return Channels.refusal(subscription, Channels.PUBLIC, symbols).or(() -> recorded(subscription.topic())
                .flatMap(recording -> recording.depth(subscription.topic()))
                .filter(depth -> depth != subscription.depth())
                .map(depth -> "Subscription depth not supported, recorded is " + depth));
    }

    @Override
    public Subscriber join(Connection client) {
        return new Viewer(client);
    }

    private Optional<ChannelRecording> recorded(Topic topic) {
        return recordings.stream().filter(recording -> recording.holds(topic)).findFirst();
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final Set<Topic> topics = new HashSet<>();
        private final Map<ChannelRecording, Playback> playing = new HashMap<>();

        Viewer(Connection client) {
            this.client = client;
        }

        @Override
        public void subscribed(List<Subscription> added) {
            added.forEach(subscription -> topics.add(subscription.topic()));
            added.stream()
                    .flatMap(subscription -> recorded(subscription.topic()).stream())
                    .distinct()
                    .forEach(this::play);
        }

        private void play(ChannelRecording recording) {
            stop(recording);
            playing.put(recording, Playback.start(recording.frames(), recording.origin(), pace, time, client));
        }

        @Override
        public void unsubscribed(Subscription removed) {
            topics.remove(removed.topic());
            recordings.stream()
                    .filter(recording -> topics.stream().noneMatch(recording::holds))
                    .forEach(this::stop);
        }

        private void stop(ChannelRecording recording) {
            Playback playback = playing.remove(recording);
            if (playback != null) {
                playback.stop();
            }
        }

        @Override
        public void closed() {
            playing.values().forEach(Playback::stop);
        }
    }
}
