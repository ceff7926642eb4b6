// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.relay.Mark.Resumption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every call of a session may fail before or after it is done, or arrive late; both ends may forget. */
class RelaySessionRandomTest {

    private static final int RUNS = Boolean.getBoolean("ballast.soak") ? 20_000 : 400;
    private static final RelaySession.Progress NOBODY = new RelaySession.Progress() {
        @Override
        public void resumed(Mark at, Resumption.Cause cause) {}

        @Override
        public void committed(Mark at, int carried) {}

        @Override
        public void settingAside(List<DeadLetters.Dead> entries) {}
    };

    private final long seed = Long.getLong("ballast.seed", System.nanoTime());

    @Test
    void nothingIsLostNorTwiceAndOrderHolds() {
        System.out.println("RelaySessionRandomTest: ballast.seed=" + seed);
        for (int run = 0; run < RUNS; run++) {
            schedule(seed + run);
        }
    }

    private static void schedule(long seed) {
        Random random = new Random(seed);
        ModelRelay model = new ModelRelay(random);
        Lane lane = TestRoutes.route("r", "default", "default", 1 + random.nextInt(9))
                .lanes()
                .getFirst();
        DeadLetters deadLetters = model.deadLetters();
        List<RelaySession> sessions = new ArrayList<>();
        long epoch = 1;
        boolean sourceForgot = false;
        model.failOneIn(2 + random.nextInt(12));
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> model.publish(random.nextInt(20));
                case 3 -> {
                    epoch += random.nextInt(2); // the same owner again, or another
                    session(lane, model, deadLetters, epoch).ifPresent(sessions::add);
                }
                case 4 -> model.arriveLate();
                case 5 -> model.targetLosesTail();
                case 6 -> {
                    if (random.nextInt(6) == 0) {
                        model.targetComesBackEmpty();
                    }
                }
                case 7 -> {
                    if (random.nextInt(3) == 0) {
                        sourceForgot = true;
                        sessions.clear(); // those connections are gone with the server
                        if (random.nextInt(3) == 0) {
                            model.sourceComesBackEmpty();
                        } else {
                            model.sourceLosesTail();
                        }
                    }
                }
                default -> {
                    if (!sessions.isEmpty()) { // also one whose owner was succeeded and does not know
                        RelaySession any = sessions.get(random.nextInt(sessions.size()));
                        if (!step(any)) {
                            sessions.remove(any);
                        }
                    }
                }
            }
            assertThat(model.delivered()).as("twice, seed %d", seed).doesNotHaveDuplicates();
        }
        model.failOneIn(0);
        RelaySession last = session(lane, model, deadLetters, epoch + 1).orElseThrow();
        for (int i = 0; i < 400; i++) {
            step(last);
        }
        assertThat(model.delivered()).as("twice, seed %d", seed).doesNotHaveDuplicates();
        assertThat(model.delivered()).as("lost, seed %d", seed).containsAll(model.held());
        assertThat(model.setAside.keySet()).as("poison lost, seed %d", seed).containsAll(model.poisoned());
        if (!sourceForgot) { // its entries may have got another history's name
            assertThat(model.setAside.values())
                    .as("poison twice, seed %d", seed)
                    .allMatch(times -> times == 1);
        }
        List<Integer> numbers = model.delivered().stream().map(Integer::valueOf).toList();
        assertThat(numbers).as("order, seed %d", seed).isSorted();
    }

    /** One that stands. */
    private static Optional<RelaySession> session(Lane lane, ModelRelay model, DeadLetters deadLetters, long epoch) {
        RelaySession session = new RelaySession(lane, model.source(), model.target(), deadLetters, NOBODY, epoch);
        try {
            session.begin().await().indefinitely();
            return Optional.of(session);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean step(RelaySession session) {
        try {
            session.step().await().indefinitely();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
