// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three bridges, each frozen in turn: one of them was at work, and goes on as if it still were. */
class BridgeTakeoverIT {

    private static final String FROM = "ballast:stream:load";
    private static final String TO = "ballast:stream:load.copy";
    private static final Duration TAKEOVER = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whoeverStopsIsSucceededWithinFiveSecondsAndRepeatsNothingWhenItGoesOn() throws IOException {
        try (DurableRedis source = new DurableRedis(folder.resolve("source"), "always");
                DurableRedis target = new DurableRedis(folder.resolve("target"), "always");
                RunningService first = RunningService.launch(Service.BRIDGE, settings(source, target));
                RunningService second = RunningService.launch(Service.BRIDGE, settings(source, target));
                RunningService third = RunningService.launch(Service.BRIDGE, settings(source, target));
                Producer producer = new Producer(source.port(), FROM, 5_000)) {
            Ends ends = new Ends(source.port(), FROM, target.port(), TO);
            List<RunningService> all = List.of(first, second, third);
            all.forEach(RunningService::awaitAlive);
            arrives(ends, producer.last(), START);
            for (RunningService stopped : all) {
                stopped.freeze();
                try {
                    producer.go();
                    BridgeKillIT.pass(100);
                    producer.pause();
                    arrives(ends, producer.last(), TAKEOVER);
                } finally {
                    stopped.thaw();
                }
                arrives(ends, producer.last(), TAKEOVER);
            }
            ends.compareAndClear("three owners frozen");
            try (Wire wire = new Wire(source.port())) {
                assertThat(wire.say("XINFO", "CONSUMERS", FROM, "route-copy")).isEqualTo(new ArrayList<>());
            }
        }
    }

    private static void arrives(Ends ends, long number, Duration within) {
        await().atMost(within).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(ends.reached(number))
                .isTrue());
    }

    private static Map<String, String> settings(DurableRedis source, DurableRedis target) {
        return BridgeKillIT.settings(source, target);
    }
}
