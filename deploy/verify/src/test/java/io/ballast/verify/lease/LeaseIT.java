// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.verify.client.Http;
import io.ballast.verify.process.RunningService;
import io.ballast.verify.process.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner that is frozen (SIGSTOP), succeeded, and goes on. */
class LeaseIT {

    private static final Duration TAKEOVER = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);
    private static final String KEY = "written";

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisLinks links = new RedisLinks(server.url(), new SimpleMeterRegistry());

    @BeforeEach
    void connect() {
        await().untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    @AfterEach
    void end() {
        links.close();
        server.close();
    }

    @Test
    void aFrozenOwnerIsSucceededWithinFiveSecondsAndItsWritesAreRefusedWhenItGoesOn() {
        try (WriterProcess first = new WriterProcess("first", server.url(), KEY)) {
            await().atMost(START).untilAsserted(() -> assertThat(written()).contains("first"));
            try (WriterProcess second = new WriterProcess("second", server.url(), KEY)) {
                await().atMost(START)
                        .untilAsserted(() -> assertThat(second.lines()).contains("contends"));
                first.freeze();
                await().atMost(TAKEOVER)
                        .untilAsserted(() -> assertThat(written()).contains("second"));
                int before = first.lines().size();

                first.thaw();

                await().untilAsserted(() -> assertThat(
                                first.lines().subList(before, first.lines().size()))
                        .as("it goes on writing under the epoch it has, and is answered")
                        .contains("fenced", "lost"));
                List<String> written = written();
                assertThat(written.subList(written.indexOf("second"), written.size()))
                        .as("nothing of it from the takeover on")
                        .containsOnly("second");
                assertThat(first.lines())
                        .filteredOn(line -> line.startsWith("acquired"))
                        .hasSize(1);
                assertThat(second.lines()).doesNotContain("fenced", "lost");
            }
        }
    }

    @Test
    void theServiceThatTrimsIsSucceededWhenItFreezesAndWhenItEnds() {
        Map<String, String> settings = Map.of("ballast.redis.url", server.url(), "ballast.retention.interval", "200ms");
        try (RunningService one = RunningService.launch(Service.BRIDGE, settings);
                RunningService two = RunningService.launch(Service.BRIDGE, settings)) {
            one.awaitAlive();
            two.awaitAlive();
            await().untilAsserted(() -> assertThat(holds(one) + holds(two)).isEqualTo(1));
            RunningService owner = holds(one) == 1 ? one : two;
            RunningService other = owner == one ? two : one;
            trims();

            owner.freeze();
            await().atMost(TAKEOVER)
                    .untilAsserted(() -> assertThat(holds(other)).isOne());
            trims();

            owner.thaw();
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(holds(owner)).isZero());
            assertThat(owner.log()).contains("lease lost: lease=retention");
            assertThat(holds(other)).isOne();

            other.terminate();
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(holds(owner)).isOne());
            trims();
        }
    }

    /** Entries past their age are added, and gone soon. */
    private void trims() {
        String stream = "ballast:stream:market.candles";
        ask(Command.DEL, stream);
        for (int number = 1; number <= 10; number++) {
            ask(Command.XADD, stream, number + "-0", "field", "old");
        }
        await().untilAsserted(
                        () -> assertThat(ask(Command.XLEN, stream).toInteger()).isZero());
    }

    private static int holds(RunningService service) {
        return Http.get(service.url() + "/q/metrics", null)
                        .body()
                        .contains("ballast_lease_held{lease=\"retention\"} 1.0")
                ? 1
                : 0;
    }

    private List<String> written() {
        List<String> written = new ArrayList<>();
        for (Response name : ask(Command.LRANGE, KEY, "0", "-1")) {
            written.add(name.toString());
        }
        return written;
    }

    private Response ask(Command command, String... arguments) {
        return links.gateway().command(command, arguments).await().atMost(Duration.ofSeconds(10));
    }
}
