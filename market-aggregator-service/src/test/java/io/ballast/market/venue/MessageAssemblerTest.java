// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

    private final AtomicInteger oversized = new AtomicInteger();
    private final MessageAssembler assembler = new MessageAssembler(10, oversized::incrementAndGet);

    @Test
    void fragmentsBecomeOneMessage() {
        assertThat(assembler.add(Buffer.buffer("abc"), false)).isEmpty();
        assertThat(assembler.add(Buffer.buffer("def"), false)).isEmpty();
        assertThat(assembler.add(Buffer.buffer("g"), true))
                .hasValue("abcdefg".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(assembler.add(Buffer.buffer("h"), true))
                .hasValue("h".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aMessageBeyondTheLimitIsSkippedWholeAndCountedOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(assembler.add(Buffer.buffer("abcd"), false)).isEmpty();
        }
        assertThat(assembler.add(Buffer.buffer("end"), true)).isEmpty();
        assertThat(oversized).hasValue(1);

        assertThat(assembler.add(Buffer.buffer("0123456789"), true)).isPresent();
        assertThat(assembler.add(Buffer.buffer("0123456789x"), true)).isEmpty();
        assertThat(assembler.add(Buffer.buffer("next"), true)).isPresent();
        assertThat(oversized).hasValue(2);
    }
}
