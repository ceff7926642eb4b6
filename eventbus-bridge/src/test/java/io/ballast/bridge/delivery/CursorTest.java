// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.common.events.Topic;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void whatWasEncodedComesBack() {
        long seed = System.nanoTime();
        System.out.println("CursorTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            Map<Topic, Position> positions = new EnumMap<>(Topic.class);
            for (Topic topic : Topic.values()) {
                if (random.nextBoolean()) {
                    positions.put(topic, new Position(random.nextLong() >>> 1, random.nextLong()));
                }
            }
            Cursor cursor = new Cursor(random.nextLong(), Positions.of(positions));

            String text = cursor.encode();

            assertThat(text).matches("[A-Za-z0-9_-]+");
            assertThat(Cursor.parse(text)).isEqualTo(cursor);
        }
    }

    @Test
    void garbageIsRefused() {
        for (String text : new String[] {"", "!", "oldest", "1736-0", "AAAA", "a".repeat(100_000), "ü", "=", "AQ=="}) {
            assertThatThrownBy(() -> Cursor.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a cursor of this service");
        }
    }

    @Test
    void everyChangedOrMissingByteIsNoticed() {
        byte[] bytes = Base64.getUrlDecoder()
                .decode(new Cursor(7, Positions.NONE.with(Topic.MARKET_TRADES, new Position(1_700_000_000_000L, 3)))
                        .encode());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            assertRefused(changed);
            assertRefused(Arrays.copyOf(bytes, i));
        }
    }

    private static void assertRefused(byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThatThrownBy(() -> Cursor.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void topicCodesDiffer() {
        assertThat(Arrays.stream(Topic.values()).map(Cursor::code)).doesNotHaveDuplicates();
    }
}
