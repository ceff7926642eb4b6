// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.events.DataType.Member;
import io.ballast.common.events.DataType.Members;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events as the catalogue describes them, for tests of whoever carries or reads some. */
public final class EventSamples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SplittableRandom random;

    public EventSamples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Any valid event of the type: optional members are there, null, or not; there may be unknown ones. */
    public Event any(EventType type) {
        UUID user = type.topic().owned() ? new UUID(random.nextLong(), random.nextLong()) : null;
        return new Event(
                "id-" + random.nextLong(),
                "/source",
                type.typeName(),
                "subject " + Character.toString(random.nextInt(0x4e00, 0x9fa5)),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
                random.nextBoolean() ? "00-%016x%016x-%016x-01".formatted(random.nextLong(), 1, 2) : null,
                user,
                data(type, user).toString());
    }

    ObjectNode data(EventType type, @Nullable UUID user) {
        return members(type.data(), user);
    }

    private ObjectNode members(Members type, @Nullable UUID user) {
        ObjectNode object = JSON.objectNode();
        if (random.nextBoolean()) {
            object.putArray("unknown").addArray().add("}{");
        }
        for (Member member : type.members()) {
            if (member.required() || random.nextBoolean()) {
                object.set(
                        member.name(),
                        !member.required() && random.nextInt(4) == 0 ? JSON.nullNode() : value(member.type(), user));
            }
        }
        return object;
    }

    private JsonNode value(DataType type, @Nullable UUID user) {
        return switch (type) {
            case DataType.Text text -> JSON.textNode("text \"" + random.nextInt() + "\\ \u20ac");
            case DataType.Number number -> decimal();
            case DataType.Whole whole -> JSON.numberNode(random.nextLong());
            case DataType.Flag flag -> JSON.booleanNode(random.nextBoolean());
            case DataType.Time time ->
                JSON.textNode(
                        Instant.ofEpochSecond(random.nextLong(4_000_000_000L)).toString());
            case DataType.Owner owner -> JSON.textNode(String.valueOf(user));
            case DataType.OneOf(List<String> values) -> JSON.textNode(values.get(random.nextInt(values.size())));
            case DataType.ListOf(DataType item) -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(item, user));
                }
                yield list;
            }
            case DataType.MapOf(DataType item) -> {
                ObjectNode map = JSON.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.set("key" + i, value(item, user));
                }
                yield map;
            }
            case Members members -> members(members, user);
        };
    }

    private JsonNode decimal() {
        BigDecimal value = new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(12));
        return random.nextBoolean() ? JSON.textNode(value.toPlainString()) : JSON.numberNode(value);
    }
}
