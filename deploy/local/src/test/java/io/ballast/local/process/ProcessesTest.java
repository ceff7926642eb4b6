// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.local.problem.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatIsLeft() {
        new RunFolder(folder).all().forEach(Stopper::kill);
    }

    @Test
    void aStartedProcessIsDescribedOnDisk() throws IOException {
        ProcessRecord started = starter(Map.of()).start(shell("sleep 60"));

        RunFolder records = new RunFolder(folder);
        assertThat(records.find(Member.BROKER)).contains(started);
        assertThat(records.alive()).containsExactly(started);
        assertThat(started.spec()).isEqualTo(shell("sleep 60"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("broker.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anotherProcessWithTheSamePidIsNotTakenForIt() {
        ProcessRecord real = starter(Map.of()).start(shell("sleep 60"));
        ProcessRecord recycled = new ProcessRecord(
                real.member(),
                real.pid(),
                "an earlier moment",
                real.startedAt(),
                real.port(),
                real.command(),
                real.directory(),
                real.environment());

        Stopper.kill(recycled);

        assertThat(recycled.isAlive()).isFalse();
        assertThat(real.isAlive()).isTrue();
    }

    @Test
    void killEndsTheChildrenToo() {
        ProcessRecord parent = starter(Map.of()).start(shell("sleep 61 & sleep 62 & wait"));
        await().untilAsserted(() -> assertThat(children(parent)).hasSize(2));
        List<ProcessHandle> children = children(parent);

        Stopper.kill(parent);

        assertThat(parent.isAlive()).isFalse();
        assertThat(children)
                .allSatisfy(child -> assertThat(ProcessIdentity.of(child.pid())).isNull());
    }

    @Test
    void whatIgnoresTheSignalIsKilledAfterAWhile() {
        ProcessRecord stubborn = starter(Map.of()).start(shell("trap '' TERM; echo deaf; while :; do sleep 1; done"));
        await().untilAsserted(() ->
                assertThat(LogTail.of(folder.resolve("broker.log"), 1)).containsExactly("deaf"));

        Stopper.stop(stubborn, Duration.ofMillis(200));

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void aProcessGetsASessionOfItsOwn() {
        ProcessRecord started = starter(Map.of()).start(shell("ps -o sid= -p $$; sleep 60"));

        await().untilAsserted(() -> assertThat(LogTail.of(folder.resolve("broker.log"), 1))
                .singleElement()
                .satisfies(line -> assertThat(line.strip()).isEqualTo(Long.toString(started.pid()))));
    }

    @Test
    void launcherVariablesAreHiddenAndServiceSettingsAreRemembered() {
        Map<String, String> inherited = new HashMap<>(System.getenv());
        inherited.put("BALLAST_LOCAL_HOME", "/hidden");
        inherited.put("BALLAST_REDIS_URL", "now");
        inherited.put("COLOUR", "blue");
        ProcessSpec spec = new ProcessSpec(
                Member.BROKER,
                null,
                List.of("sh", "-c", "echo \"$BALLAST_LOCAL_HOME|$BALLAST_REDIS_URL|$COLOUR\"; sleep 60"),
                folder,
                Environment.settings(Map.of("BALLAST_REDIS_URL", "then", "BALLAST_LOCAL_X", "y", "OTHER", "z")));

        ProcessRecord started = starter(inherited).start(spec);

        assertThat(started.environment()).isEqualTo(Map.of("BALLAST_REDIS_URL", "then"));
        await().untilAsserted(() ->
                assertThat(LogTail.of(folder.resolve("broker.log"), 1)).containsExactly("|then|blue"));
    }

    @Test
    void aClosedStarterStartsNothing() {
        Starter starter = starter(Map.of());
        starter.close();

        assertThatThrownBy(() -> starter.start(shell("sleep 60"))).hasMessage("interrupted");
        assertThat(new RunFolder(folder).all()).isEmpty();
    }

    @Test
    void aDamagedDescriptionSaysWhatToDo() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("redis.json"), "{\"member\":");

        assertThatThrownBy(() -> new RunFolder(run).all())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("redis.json is damaged")
                .hasMessageContaining("delete the file");
    }

    private Starter starter(Map<String, String> environment) {
        return new Starter(new RunFolder(folder), folder, environment.isEmpty() ? System.getenv() : environment);
    }

    private ProcessSpec shell(String script) {
        return new ProcessSpec(Member.BROKER, null, List.of("sh", "-c", script), folder, Map.of());
    }

    private static List<ProcessHandle> children(ProcessRecord parent) {
        return ProcessHandle.of(parent.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(Objects::nonNull)
                .toList();
    }
}
