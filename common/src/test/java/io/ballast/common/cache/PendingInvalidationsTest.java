// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PendingInvalidationsTest {

    private final AtomicInteger dropped = new AtomicInteger();
    private final PendingInvalidations pending = new PendingInvalidations(2, dropped::incrementAndGet);

    @Test
    void aConfirmationDoesNotCoverALaterInvalidationOfTheSameKey() {
        pending.add("k", null);
        var first = pending.first(1).getFirst();
        pending.add("k", "0/1");
        pending.done(first);
        assertThat(pending.contains("k")).isTrue();
        pending.done(pending.first(1).getFirst());
        assertThat(pending.contains("k")).isFalse();
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void theOldestMakesRoomAndIsCounted() {
        pending.add("1", null);
        pending.add("2", null);
        pending.add("1", null); // now the younger
        pending.add("3", null);
        assertThat(pending.first(9))
                .extracting(PendingInvalidations.Pending::key)
                .containsExactly("1", "3");
        assertThat(dropped).hasValue(1);
    }
}
