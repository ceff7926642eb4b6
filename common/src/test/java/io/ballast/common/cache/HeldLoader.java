// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loader whose every load ends when, and with what, the test says. */
final class HeldLoader implements Loader {

    private final List<CompletableFuture<byte[]>> begun = new CopyOnWriteArrayList<>();
    final List<Freshness> asked = new CopyOnWriteArrayList<>();

    @Override
    public Uni<byte[]> load(Freshness atLeast) {
        CompletableFuture<byte[]> load = new CompletableFuture<>();
        asked.add(atLeast);
        begun.add(load);
        return Uni.createFrom().completionStage(load);
    }

    int begun() {
        return begun.size();
    }

    /** Waits until that many loads have begun in all. */
    HeldLoader awaitBegun(int count) {
        await().atMost(Replica.SOON).untilAsserted(() -> assertThat(begun).hasSize(count));
        return this;
    }

    /** Ends the latest load. */
    void end(String json) {
        begun.getLast().complete(json.getBytes(StandardCharsets.UTF_8));
    }

    void endFirst(String json) {
        begun.getFirst().complete(json.getBytes(StandardCharsets.UTF_8));
    }

    void fail(RuntimeException failure) {
        begun.getLast().completeExceptionally(failure);
    }
}
