// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.bridge.route.RouteState;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers, and everything that can become of them and of the way to them. */
class RelayFaultTest {

    @TempDir
    Path folder;

    private RelayScene scene;

    @BeforeEach
    void begin() {
        scene = new RelayScene(folder);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private RelayRun start() {
        return scene.start(TestRoutes.route("r", "from", "to", 10));
    }

    private static void running(RelayRun run) {
        await().atMost(RelayScene.PATIENCE)
                .untilAsserted(() -> assertThat(run.state()).isInstanceOf(RouteState.Running.class));
    }

    private static void retrying(RelayRun run, String cause) {
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(run.state())
                .isInstanceOfSatisfying(RouteState.Retrying.class, state -> assertThat(state.cause())
                        .contains(cause)));
    }

    private static void resumes(RelayRun run) {
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(run.state()).isInstanceOf(RouteState.Running.class));
    }

    @Test
    void carriesEverythingInOrderAndItsGroupShowsHowFar() {
        scene.publish(25);
        RelayRun run = start();
        scene.allDelivered();
        scene.publish(30);
        scene.allDelivered();

        String last = scene.source(Command.XREVRANGE, "ballast:stream:in", "+", "-", "COUNT", "1")
                .get(0)
                .get(0)
                .toString();
        await().atMost(RelayScene.PATIENCE).untilAsserted(() -> {
            Response group =
                    scene.source(Command.XINFO, "GROUPS", "ballast:stream:in").get(0);
            assertThat(RedisRelayReplies.field(group, "name")).isEqualTo("route-r");
            assertThat(RedisRelayReplies.field(group, "last-delivered-id")).isEqualTo(last);
            assertThat(RedisRelayReplies.field(group, "pending")).isEqualTo("0");
            assertThat(RedisRelayReplies.field(group, "consumers")).isEqualTo("0");
        });
        assertThat(run.meters().delivered()).isEqualTo(55);
    }

    @Test
    void cutsAtAnyMomentLoseAndRepeatNothing() {
        long seed = Long.getLong("ballast.seed", System.nanoTime());
        System.out.println("RelayFaultTest: ballast.seed=" + seed);
        Random random = new Random(seed);
        RelayRun run = start();
        running(run);
        for (int i = 0; i < 30; i++) {
            scene.publish(random.nextInt(200));
            if (random.nextBoolean()) {
                scene.toTarget.cut();
            }
            if (random.nextInt(3) == 0) {
                scene.toSource.cut();
            }
        }
        scene.allDelivered();
        assertThat(run.meters().retries()).isPositive();
    }

    @Test
    void killedServersLoseAndRepeatNothing() {
        RelayRun run = start();
        for (int i = 0; i < 3; i++) {
            scene.publish(300);
            scene.to.stop();
            scene.publish(50);
            scene.to.restart();
            scene.publish(100);
            scene.from.stop();
            scene.from.restart();
        }
        scene.allDelivered();
        running(run);
    }

    @Test
    void aTargetThatComesBackEmptyIsFilledAgain() {
        start();
        scene.publish(100);
        scene.allDelivered();

        scene.target(Command.FLUSHALL);
        scene.toTarget.cut();
        scene.publish(20);

        scene.allDelivered();
    }

    @Test
    void aTargetThatIsEmptiedUnderItsConnectionsIsFilledAgain() {
        start();
        scene.publish(100);
        scene.allDelivered();

        scene.target(Command.FLUSHALL);
        scene.publish(20);

        scene.allDelivered();
    }

    @Test
    void aSourceThatComesBackEmptyIsCarriedFromItsBeginning() {
        start();
        scene.publish(50);
        scene.allDelivered();

        scene.source(Command.FLUSHALL);
        scene.source(
                Command.XADD,
                "ballast:stream:in",
                "1-1",
                "specversion",
                "1.0",
                "id",
                "51",
                "source",
                "/t",
                "type",
                "t",
                "subject",
                "s",
                "time",
                "2026-01-05T12:00:00Z",
                "data",
                "{}");
        scene.toSource.cut();

        await().atMost(RelayScene.PATIENCE)
                .untilAsserted(() -> assertThat(scene.delivered()).hasSize(51));
        assertThat(scene.delivered().getLast()).isEqualTo("51");
    }

    @Test
    void aFrozenTargetIsNoticedAndWhatItStillTookIsNotRepeated() {
        RelayRun run = start();
        running(run);
        scene.publish(10);
        scene.allDelivered();
        scene.to.freeze();
        try {
            scene.publish(40);
            retrying(run, "no reply within");
        } finally {
            scene.to.thaw();
        }
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aHalfOpenSocketIsNoticedOnEitherSide() {
        RelayRun run = start();
        running(run);
        scene.toTarget.freeze();
        retried(run, 1);
        resumes(run);
        scene.toSource.freeze();
        retried(run, 2);
        resumes(run);
        scene.publish(10);
        scene.allDelivered();
    }

    private static void retried(RelayRun run, long times) {
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(run.meters().retries()).isGreaterThanOrEqualTo(times));
    }

    @Test
    void aTargetThatLoadsItsData() {
        RelayRun run = start();
        running(run);
        scene.target(Command.EVAL, "for i = 1, 200000 do redis.call('SET', 'k' .. i, string.rep('x', 20)) end", "0");
        scene.to.stop();
        scene.to.restartLoading("--key-load-delay", "20");
        scene.publish(10);
        retrying(run, "LOADING");
        scene.to.stop();
        scene.to.restart();
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aFormerOwnerThatGoesOnIsFenced() {
        RelayRun former = start();
        scene.publish(10);
        scene.allDelivered();
        RelayRun next = start();
        running(next);
        scene.publish(100);

        scene.allDelivered();
        retrying(former, "another instance has taken over");
    }

    @Test
    void aReadOnlyTarget() {
        RelayRun run = start();
        running(run);
        scene.target(Command.REPLICAOF, "127.0.0.1", "1");
        scene.publish(10);
        retrying(run, "READONLY");
        scene.target(Command.REPLICAOF, "NO", "ONE");
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aTargetWithoutMemory() {
        RelayRun run = start();
        running(run);
        scene.target(Command.CONFIG, "SET", "maxmemory", "1");
        scene.publish(10);
        retrying(run, "OOM");
        scene.target(Command.CONFIG, "SET", "maxmemory", "0");
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aTargetOfAnotherType() {
        scene.target(Command.SET, "ballast:stream:out", "x");
        RelayRun run = start();
        scene.publish(10);
        retrying(run, "WRONGTYPE");
        scene.target(Command.DEL, "ballast:stream:out");
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aSourceOfAnotherType() {
        scene.source(Command.SET, "ballast:stream:in", "x");
        RelayRun run = start();
        retrying(run, "WRONGTYPE");
        scene.source(Command.DEL, "ballast:stream:in");
        resumes(run);
        scene.publish(10);
        scene.allDelivered();
    }

    @Test
    void aTargetThatForbidsWriting() {
        RelayRun run = start();
        running(run);
        scene.target(Command.ACL, "SETUSER", "default", "-xadd");
        scene.publish(10);
        retrying(run, "NOPERM");
        scene.target(Command.ACL, "SETUSER", "default", "+xadd");
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aTargetThatForbidsTheLedgerGetsNothingHalf() {
        RelayRun run = start();
        running(run);
        scene.target(Command.ACL, "SETUSER", "default", "resetkeys", "~ballast:stream:*", "~ballast:bridge:position:*");
        scene.publish(10);
        retrying(run, "NOPERM");
        assertThat(scene.delivered()).isEmpty();
        scene.target(Command.ACL, "SETUSER", "default", "allkeys");
        resumes(run);
        scene.allDelivered();
    }

    @Test
    void aGroupThatWasRemovedIsMadeAgain() {
        RelayRun run = start();
        running(run);
        scene.source(Command.XGROUP, "DESTROY", "ballast:stream:in", "route-r");
        scene.publish(10);
        scene.allDelivered();
        scene.publish(10);
        await().atMost(RelayScene.PATIENCE)
                .untilAsserted(() -> assertThat(scene.source(Command.XINFO, "GROUPS", "ballast:stream:in")
                                .size())
                        .isEqualTo(1));
        assertThat(run.meters().retries()).isZero();
    }

    @Test
    void poisonIsSetAsideOnceAndHoldsNobodyUp() {
        scene.publish(10);
        scene.source(Command.XADD, "ballast:stream:in", "*", "no", "event");
        scene.publish(10);
        start();
        scene.allDelivered();
        scene.target(Command.FLUSHALL); // and all of it again
        scene.publish(5);
        scene.allDelivered();

        Response dead = scene.source(Command.XRANGE, "ballast:stream:dlq:r", "-", "+");
        assertThat(dead.size()).isEqualTo(1);
        assertThat(dead.toString()).contains("specversion must be 1.0", "attempts", "original_id", "event.no");
    }

    @Test
    void anEntryRemovedFromTheTargetIsFoundAndRepairedOnceAndMarked() {
        RelayRun run = start();
        scene.publish(50);
        scene.allDelivered();
        String gone = RedisRelayReplies.range(scene.target(Command.XRANGE, "ballast:stream:out", "-", "+"))
                .get(17)
                .at()
                .toString();
        scene.target(Command.XDEL, "ballast:stream:out", gone);

        audit(run);
        audit(run);

        assertThat(run.meters().holes()).isEqualTo(1);
        SourceEntry repair = RedisRelayReplies.range(scene.target(Command.XRANGE, "ballast:stream:out", "-", "+"))
                .getLast();
        assertThat(repair.text()).containsEntry("id", "18").containsEntry("repairof", gone);
        assertThat(scene.delivered()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void anEntryAlteredOnTheTargetIsFoundAndPutRight() {
        RelayRun run = start();
        scene.publish(5);
        scene.allDelivered();
        var entries = RedisRelayReplies.range(scene.target(Command.XRANGE, "ballast:stream:out", "-", "+"));
        scene.target(Command.DEL, "ballast:stream:out");
        for (SourceEntry entry : entries) {
            String was = entry.text().getOrDefault("id", "");
            String id = was.equals("3") ? "false" : was;
            scene.target(
                    Command.XADD,
                    RelayScene.event("ballast:stream:out", entry.at().toString(), id, "{}"));
        }

        audit(run);

        assertThat(run.meters().holes()).isEqualTo(1);
        assertThat(scene.delivered()).containsExactly("1", "2", "4", "5", "3");
    }

    @Test
    void anEntryThatTheSourceHasNoMoreIsReportedByItsId() {
        RelayRun run = start();
        scene.publish(50);
        scene.allDelivered();
        String gone = RedisRelayReplies.range(scene.target(Command.XRANGE, "ballast:stream:out", "-", "+"))
                .get(17)
                .at()
                .toString();
        scene.source(Command.XTRIM, "ballast:stream:in", "MAXLEN", "0");
        scene.target(Command.XDEL, "ballast:stream:out", gone);

        audit(run);

        assertThat(new RedisLedger(run.lanes().getFirst().lane(), scene.environment())
                        .findings()
                        .await()
                        .atMost(RelayScene.PATIENCE))
                .containsExactly(new AuditResource.Finding(gone, "missing", null, null));
        assertThat(run.meters().holes()).isEqualTo(1);
    }

    private void audit(RelayRun run) {
        run.lanes().getFirst().audit().await().atMost(RelayScene.PATIENCE);
    }

    @Test
    void anOpenBreakerHaltsItAndDropsNothing() {
        RelayRun run = start();
        running(run);
        java.time.Instant now = scene.time.now();
        scene.breakers.isolate(
                "route-r",
                new io.ballast.common.resilience.Isolation(
                        new io.ballast.common.resilience.OperatorAct("o", "halt", "i", null),
                        now,
                        now.plusSeconds(60)));
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(run.state()).isInstanceOf(RouteState.Retrying.class));
        scene.publish(20);
        assertThat(scene.delivered()).isEmpty();

        scene.breakers.release("route-r");

        scene.allDelivered();
    }
}
