// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.capture;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's run through one recording, on a clock of its own: every frame in order, none before its time, and none
 * while the client has not read what it was sent. At the end the connection stays open, unless the pace loops.
 */
public final class Playback {

    /** Frames sent in one go, so that one client played to at full speed does not keep the loop from the others. */
    private static final int BURST = 256;

    private final List<Capture.Frame> frames;
    private final long origin;
    private final Pace pace;
    private final VenueTime time;
    private final Connection client;
    private final long begin;
    private int next;
    private boolean stopped;
    private VenueTime.@Nullable Cancellable alarm;

    private Playback(List<Capture.Frame> frames, long origin, Pace pace, VenueTime time, Connection client) {
        this.frames = frames;
        this.origin = origin;
        this.pace = pace;
        this.time = time;
        this.client = client;
        this.begin = time.nanos();
    }

    /**
     * Begins to play.
     *
     * @param origin which recorded moment, in nanoseconds after the recorded connection was opened, is now
     */
    public static Playback start(
            List<Capture.Frame> frames, long origin, Pace pace, VenueTime time, Connection client) {
        Playback playback = new Playback(frames, origin, pace, time, client);
        playback.play();
        return playback;
    }

    /** Sends nothing any more. */
    public void stop() {
        stopped = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** Whether every frame was sent, or it was stopped. */
    public boolean isOver() {
        return stopped || next >= frames.size();
    }

    private void play() {
        int sent = 0;
        while (!stopped && next < frames.size()) {
            if (client.isFull()) {
                client.whenDrained(this::play);
                return;
            }
            Capture.Frame frame = frames.get(next);
            long wait = pace.due(frame.at() - origin) - (time.nanos() - begin);
            if (wait > 0 || sent == BURST) {
                alarm = time.after(Duration.ofNanos(Math.max(0, wait)), this::play);
                return;
            }
            next++;
            sent++;
            client.send(frame.text());
        }
        if (!stopped && pace.loop()) {
            alarm = time.after(Pace.LOOP_PAUSE, () -> client.close(1001, "planned disconnect"));
        }
    }
}
