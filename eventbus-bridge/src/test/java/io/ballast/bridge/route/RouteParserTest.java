// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.bridge.delivery.Glob;
import io.ballast.bridge.delivery.Position;
import io.ballast.common.events.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteParserTest {

    @Test
    void readsARoute() {
        Settings settings = new Settings("stream", "market.trades,market.quotes", "BTC-*", "push", "new", 10);

        assertThat(RouteParser.parse("push", settings))
                .isEqualTo(new Route(
                        new RouteId("push"),
                        new Route.StreamSource(List.of(Topic.MARKET_TRADES, Topic.MARKET_QUOTES)),
                        new Route.Filter(Set.of("market.trade"), List.of(new Glob("BTC-*"))),
                        new Route.PushSink(),
                        new Route.From.New(),
                        10));
    }

    @Test
    void readsWhereToBegin() {
        assertThat(from("oldest")).isEqualTo(new Route.From.Oldest());
        assertThat(from("id:17-3")).isEqualTo(new Route.From.Id(new Position(17, 3)));
        assertThat(from("time:2026-01-05T12:00:00Z"))
                .isEqualTo(new Route.From.Time(Instant.parse("2026-01-05T12:00:00Z")));
    }

    private static Route.From from(String text) {
        return RouteParser.parse("push", new Settings("stream", "market.trades", "*", "push", text, 1))
                .from();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "push | kafka  | market.trades | *  | push  | new       | 1     | source.type: unknown source type",
                "push | stream | market.trade  | *  | push  | new       | 1     | source.topics: unknown topic",
                "push | stream | market.trades | '' | push  | new       | 1     | filter.subjects: a glob has",
                "push | stream | market.trades | *  | kafka | new       | 1     | sink.type: unknown sink type",
                "push | stream | market.trades | *  | push  | newest    | 1     | from: must be",
                "push | stream | market.trades | *  | push  | id:x      | 1     | from: not an entry id",
                "push | stream | market.trades | *  | push  | time:noon | 1     | from: ",
                "push | stream | market.trades | *  | push  | new       | 0     | batch: must be",
                "push | stream | market.trades | *  | push  | new       | 10001 | batch: must be",
                "a b  | stream | market.trades | *  | push  | new       | 1     | id: must be",
            })
    void aRefusalNamesTheField(
            String id, String type, String topics, String glob, String sink, String from, int batch, String message) {
        assertThatThrownBy(() -> RouteParser.parse(id, new Settings(type, topics, glob, sink, from, batch)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private record Settings(String type, String topics, String glob, String sinkType, String from, int batch)
            implements RouteConfig.Settings {

        @Override
        public RouteConfig.Source source() {
            return new RouteConfig.Source() {
                @Override
                public String type() {
                    return type;
                }

                @Override
                public List<String> topics() {
                    return Arrays.asList(topics.split(","));
                }

                @Override
                public String redis() {
                    return "default";
                }

                @Override
                public Optional<String> group() {
                    return Optional.empty();
                }
            };
        }

        @Override
        public RouteConfig.Filter filter() {
            return new RouteConfig.Filter() {
                @Override
                public Optional<List<String>> types() {
                    return Optional.of(List.of("market.trade"));
                }

                @Override
                public Optional<List<String>> subjects() {
                    return Optional.of(List.of(glob));
                }
            };
        }

        @Override
        public RouteConfig.Sink sink() {
            return new RouteConfig.Sink() {
                @Override
                public String type() {
                    return sinkType;
                }

                @Override
                public Optional<String> topic() {
                    return Optional.empty();
                }

                @Override
                public String redis() {
                    return "default";
                }
            };
        }

        @Override
        public boolean enabled() {
            return true;
        }
    }
}
