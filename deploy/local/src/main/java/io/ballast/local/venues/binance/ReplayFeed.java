// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.capture.Playback;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays recorded connections. A recording is played whole, also those of its streams that the client did not name; it
 * begins when one of its symbols is subscribed to, in the URL or later, and begins again whenever that happens again.
 */
final class ReplayFeed implements Feed {

    private final List<StreamRecording> recordings;
    private final RecordedReplies replies;
    private final Pace pace;
    private final VenueTime time;

    ReplayFeed(List<Capture> captures, Pace pace, VenueTime time) {
        this.recordings = captures.stream()
                .flatMap(capture -> capture.recordings().stream())
                .map(StreamRecording::of)
                .toList();
        this.replies = new RecordedReplies(captures);
        this.pace = pace;
        this.time = time;
    }

    @Override
    public Subscriber join(Connection client, Endpoint endpoint) {
        return new Viewer(client, endpoint);
    }

    @Override
    public Reply get(Request request) {
        return replies.get(request);
    }

    private Optional<StreamRecording> about(Set<String> streams) {
        return recordings.stream()
                .filter(recording -> recording.inCommon(streams) > 0)
                .max(Comparator.comparingLong(recording -> recording.inCommon(streams)));
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final Endpoint endpoint;
        private final Set<String> streams = new HashSet<>();
        private @Nullable Playback playback;

        Viewer(Connection client, Endpoint endpoint) {
            this.client = client;
            this.endpoint = endpoint;
        }

        @Override
        public void subscribed(Set<String> added) {
            streams.addAll(added);
            about(added).ifPresent(this::play);
        }

        private void play(StreamRecording recording) {
            closed();
            playback = Playback.start(recording.frames(endpoint), 0, pace, time, client);
        }

        @Override
        public void unsubscribed(Set<String> removed) {
            streams.removeAll(removed);
            if (about(streams).isEmpty()) {
                closed();
            }
        }

        @Override
        public void closed() {
            if (playback != null) {
                playback.stop();
            }
        }
    }
}
