// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.delivery.Interest.Viewer;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import io.ballast.common.events.Topic.Audience;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewerTest {

    private static final List<UUID> USERS =
            Stream.generate(UUID::randomUUID).limit(4).toList();

    /** Default deny, for any user, role, topic, and owner; and through what a feed really asks. */
    @Test
    void nobodySeesMoreThanTheirs() {
        long seed = System.nanoTime();
        System.out.println("ViewerTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            UUID user = USERS.get(random.nextInt(USERS.size()));
            UUID owner = random.nextInt(4) == 0 ? null : USERS.get(random.nextInt(USERS.size()));
            Topic topic = Topic.values()[random.nextInt(Topic.values().length)];
            boolean operator = random.nextBoolean();
            Interest interest = new Interest(new Viewer(user, operator), Set.of(Topic.values()), List.of());
            Message message = new Message(topic, Position.START, "type", "subject", owner, null, "{");

            boolean seen = interest.wants(message);

            String what =
                    "seed %d: user %s operator %s topic %s owner %s".formatted(seed, user, operator, topic, owner);
            if (seen) {
                assertThat(topic.audience()).as(what).isNotEqualTo(Audience.NOBODY);
                if (!operator) {
                    assertThat(topic.audience()).as(what).isNotEqualTo(Audience.OPERATORS);
                    assertThat(owner == null ? topic.audience() == Audience.EVERYONE : owner.equals(user))
                            .as(what)
                            .isTrue();
                }
            } else {
                boolean everyonesOrMine = owner == null ? topic.audience() == Audience.EVERYONE : owner.equals(user);
                boolean allowed =
                        switch (topic.audience()) {
                            case NOBODY -> false;
                            case OPERATORS -> operator;
                            case OWNER, EVERYONE -> operator || everyonesOrMine;
                        };
                assertThat(allowed).as(what).isFalse();
            }
        }
    }

    @Test
    void anOwnedEventIsPrivateEvenOnATopicForEveryone() {
        UUID mine = USERS.get(0);
        assertThat(new Viewer(mine, false).sees(Topic.MARKET_CONTROL, USERS.get(1)))
                .isFalse();
        assertThat(new Viewer(mine, false).sees(Topic.MARKET_CONTROL, mine)).isTrue();
        assertThat(new Viewer(mine, false).sees(Topic.TRADE_INTENT, null)).isFalse();
        assertThat(new Viewer(mine, true).sees(Topic.TRADE_INTENT, USERS.get(1)))
                .isTrue();
    }
}
