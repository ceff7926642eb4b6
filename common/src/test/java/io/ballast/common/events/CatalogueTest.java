// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.events.DataType.Member;
import io.ballast.common.events.EventFields.Decoded;
import io.ballast.common.money.Decimal;
import io.ballast.common.security.Caller;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final EventSamples samples = new EventSamples(seed);

    CatalogueTest() {
        System.out.println("CatalogueTest seed=" + seed);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void anyValidEventComesOutAsItWentIn(EventType type) {
        for (int i = 0; i < 200; i++) {
            Event event = samples.any(type);
            assertThat(EventFields.decode(type.topic(), EventFields.encode(type.topic(), event)))
                    .isEqualTo(new Decoded.Valid(event));
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aRequiredMemberThatIsMissingNullOrOfAnotherTypeIsNamed(EventType type) {
        for (Member member : type.data().members()) {
            Event event = samples.any(type);
            if (member.required()) {
                assertThat(cause(type, event, data -> data.remove(member.name())))
                        .isEqualTo("data." + member.name() + " is missing");
                assertThat(cause(type, event, data -> data.putNull(member.name())))
                        .isEqualTo("data." + member.name() + " is null");
            }
            assertThat(cause(type, event, data -> data.set(member.name(), wrong(member.type()))))
                    .startsWith("data." + member.name() + " ");
        }
    }

    private interface Change {
        void on(ObjectNode data);
    }

    private String cause(EventType type, Event event, Change change) {
        ObjectNode data = samples.data(type, event.userId());
        change.on(data);
        Map<String, String> fields = new HashMap<>(EventFields.encode(event));
        fields.put("data", data.toString());
        return ((Decoded.Invalid) EventFields.decode(type.topic(), fields)).cause();
    }

    private static JsonNode wrong(DataType type) {
        return switch (type) {
            case DataType.Text text -> JSON.numberNode(1);
            case DataType.Number number -> JSON.textNode("1,5");
            case DataType.Whole whole -> JSON.numberNode(1.5);
            case DataType.Flag flag -> JSON.textNode("true");
            case DataType.Time time -> JSON.textNode("2026-01-05 12:00");
            case DataType.Owner owner -> JSON.textNode(new UUID(1, 2).toString());
            case DataType.OneOf values -> JSON.textNode("none of them");
            case DataType.ListOf list -> JSON.objectNode();
            case DataType.MapOf map -> JSON.arrayNode();
            case DataType.Members members -> JSON.textNode("{}");
        };
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void dataCutOffAnywhereIsInvalidAndNeverAnException(EventType type) {
        Event event = samples.any(type);
        Map<String, String> fields = new HashMap<>(EventFields.encode(event));
        for (int end = 0; end < event.data().length(); end++) {
            fields.put("data", event.data().substring(0, end));
            assertThat(EventFields.decode(type.topic(), fields))
                    .isInstanceOfSatisfying(
                            Decoded.Invalid.class, i -> assertThat(i.cause()).startsWith("data"));
        }
    }

    @Test
    void whateverStandsInAnEntryDecodingNeverThrows() {
        for (int i = 0; i < 20_000; i++) {
            EventType type = EventType.values()[random.nextInt(EventType.values().length)];
            Map<String, String> fields = new HashMap<>(EventFields.encode(samples.any(type)));
            String field = fields.keySet().stream()
                    .sorted()
                    .skip(random.nextInt(fields.size()))
                    .findFirst()
                    .orElseThrow();
            StringBuilder text = new StringBuilder(fields.getOrDefault(field, ""));
            for (int j = random.nextInt(3); j >= 0 && !text.isEmpty(); j--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
            }
            fields.put(field, text.toString());
            switch (EventFields.decode(type.topic(), fields)) {
                case Decoded.Valid valid ->
                    assertThat(Catalogue.problem(type.topic(), valid.event())).isEmpty();
                case Decoded.Invalid invalid -> assertThat(invalid.cause()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aTypeBelongsToOneTopicAndAnOwnedEventHasItsUser(EventType type) {
        Event event = samples.any(type);
        for (Topic topic : Topic.values()) {
            if (topic != type.topic()) {
                assertThat(Catalogue.problem(topic, event))
                        .hasValueSatisfying(p -> assertThat(p).startsWith("type"));
            }
        }
        Map<String, String> fields = new HashMap<>(EventFields.encode(event));
        if (fields.remove("userid") != null) {
            assertThat(EventFields.decode(type.topic(), fields)).isEqualTo(new Decoded.Invalid("userid is missing"));
        }
        fields.put("type", type.typeName() + "x");
        assertThat(EventFields.decode(type.topic(), fields))
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class, i -> assertThat(i.cause()).startsWith("type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data is no JSON object|[]",
                "data is no JSON object|1",
                "data is no JSON|{\"key\":\"k\",\"generation\":1",
                "data has something after the object|{\"key\":\"k\",\"generation\":1} {}",
                "data.key is there twice|{\"key\":\"k\",\"key\":\"l\",\"generation\":1}",
                "data.generation is missing|{\"key\":\"k\"}"
            })
    void dataThatIsNoSingleObjectIsRefused(String cause, String data) {
        Event event = new Event("i", "/s", "cache.invalidate", "k", Instant.EPOCH, null, null, data);
        assertThat(Catalogue.problem(Topic.CACHE_INVALIDATIONS, event)).contains(cause);
        assertThatThrownBy(() -> EventFields.encode(Topic.CACHE_INVALIDATIONS, event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(cause);
    }

    /** Differential: the short cuts for usual forms say what the parsers say. */
    @Test
    void timesAndDecimalsAreWhatTheirParsersTake() {
        for (int i = 0; i < 50_000; i++) {
            StringBuilder time = new StringBuilder(Instant.ofEpochSecond(
                            random.nextLong(4_000_000_000L), random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000))
                    .toString());
            StringBuilder price = new StringBuilder(Double.toString(random.nextInt(1_000) / 8.0));
            if (random.nextBoolean()) {
                time.setCharAt(random.nextInt(time.length()), "0123456789.:-TZ ".charAt(random.nextInt(16)));
                price.setCharAt(random.nextInt(price.length()), "0123456789.-+eE ".charAt(random.nextInt(16)));
            }
            Event event = samples.any(EventType.MARKET_TRADE);
            ObjectNode data = samples.data(EventType.MARKET_TRADE, null);
            String at = time.toString();
            data.put("venue_time", at);
            assertThat(Catalogue.problem(Topic.MARKET_TRADES, withData(event, data))
                            .isEmpty())
                    .as(at)
                    .isEqualTo(takes(() -> Instant.parse(at)));
            String value = price.toString();
            data.put("venue_time", "2026-01-05T12:00:00Z").put("price", value);
            assertThat(Catalogue.problem(Topic.MARKET_TRADES, withData(event, data))
                            .isEmpty())
                    .as(value)
                    .isEqualTo(takes(() -> Decimal.parse(value)));
        }
    }

    private static boolean takes(Supplier<?> parser) {
        try {
            return parser.get() != null;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    @Test
    void aBrokenTraceContextCostsNoEvent() {
        Event event = samples.any(EventType.MARKET_TRADE);
        Map<String, String> fields = new HashMap<>(EventFields.encode(event));
        fields.put("traceparent", "00-cut");
        assertThat(EventFields.decode(Topic.MARKET_TRADES, fields))
                .isEqualTo(new Decoded.Valid(event.continuedBy(null)));
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"BROKER_SNAPSHOT", "TRADE_INTENT", "POSITION_MATCHED", "GUARD_DRAWDOWN", "GUARD_MARKET"})
    void anEventIsItsTokensAndDataThatNamesAnotherUserIsRefused(EventType type) {
        UUID me = new UUID(random.nextLong(), random.nextLong());
        UUID other = new UUID(random.nextLong(), random.nextLong());
        Caller caller = new Caller(me, false, Instant.MAX);
        Event forged = withData(samples.any(type), samples.data(type, other).put("user_id", other.toString()));

        Event stamped = forged.ownedBy(caller);
        assertThat(stamped.userId()).isEqualTo(me);
        assertThat(Catalogue.problem(type.topic(), stamped)).contains("data.user_id is not the event's userid");

        Event honest = withData(forged, samples.data(type, me).put("user_id", me.toString()));
        assertThat(Catalogue.problem(type.topic(), honest.ownedBy(caller))).isEmpty();
    }

    private static Event withData(Event event, ObjectNode data) {
        return new Event(
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                event.time(),
                event.traceparent(),
                event.userId(),
                data.toString());
    }

    @Test
    void everyTopicWithEventsHasTypesAndEveryNameIsUnique() {
        Set<String> names = new HashSet<>();
        for (Topic topic : Topic.values()) {
            assertThat(names.add(topic.topicName())).isTrue();
            assertThat(EventType.of(topic).isEmpty()).isEqualTo(!topic.hasEnvelope());
        }
        for (EventType type : EventType.values()) {
            assertThat(EventType.named(type.typeName())).contains(type);
        }
    }

    @Test
    void oneShardHasNoSuffixAndManyKeepASubjectTogether() {
        assertThat(new Shards("x", 1).keys()).containsExactly("ballast:stream:x");
        Shards four = new Shards("x", 4);
        assertThat(four.keys())
                .containsExactly(
                        "ballast:stream:x:{0}", "ballast:stream:x:{1}", "ballast:stream:x:{2}", "ballast:stream:x:{3}");
        assertThat(four.keyOf("123456789"))
                .as("CRC-32 of the check string is cbf43926")
                .isEqualTo("ballast:stream:x:{2}");
        List<String> used = IntStream.range(0, 200)
                .mapToObj(i -> four.keyOf("S" + i))
                .distinct()
                .sorted()
                .toList();
        assertThat(used).isEqualTo(four.keys());
    }
}
