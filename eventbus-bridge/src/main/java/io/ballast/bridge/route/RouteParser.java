// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Glob;
import io.ballast.bridge.delivery.Position;
import io.ballast.common.events.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes routes of what was configured. Every refusal begins with the field that is wrong. */
final class RouteParser {

    private static final int LARGEST_BATCH = 10_000;

    private RouteParser() {}

    /** @throws IllegalArgumentException naming the field */
    static Route parse(String id, RouteConfig.Settings settings) {
        int batch = settings.batch();
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw refused("batch", "must be 1 to " + LARGEST_BATCH + ": " + batch);
        }
        return new Route(
                new RouteId(id),
                source(settings.source()),
                filter(settings.filter()),
                sink(settings.sink()),
                from(settings.from()),
                batch);
    }

    private static Route.Source source(RouteConfig.Source source) {
        if (!source.type().equals("stream")) {
            throw refused("source.type", "unknown source type, known are stream: " + source.type());
        }
        if (source.topics().isEmpty()) {
            throw refused("source.topics", "at least one topic is needed");
        }
        return new Route.StreamSource(
                source.topics().stream().map(RouteParser::topic).distinct().toList());
    }

    private static Topic topic(String name) {
        return Topic.named(name).orElseThrow(() -> refused("source.topics", "unknown topic: " + name));
    }

    private static Route.Sink sink(RouteConfig.Sink sink) {
        if (!sink.type().equals("push")) {
            throw refused("sink.type", "unknown sink type, known are push, stream: " + sink.type());
        }
        return new Route.PushSink();
    }

    private static Route.Filter filter(RouteConfig.Filter filter) {
        List<Glob> subjects = filter.subjects().orElse(List.of()).stream()
                .map(glob -> checked("filter.subjects", glob, Glob::new))
                .toList();
        return new Route.Filter(Set.copyOf(filter.types().orElse(List.of())), subjects);
    }

    private static Route.From from(String text) {
        if (text.startsWith("id:")) {
            return new Route.From.Id(checked("from", text.substring(3), Position::parse));
        }
        if (text.startsWith("time:")) {
            return new Route.From.Time(checked("from", text.substring(5), Instant::parse));
        }
        return switch (text) {
            case "new" -> new Route.From.New();
            case "oldest" -> new Route.From.Oldest();
            default -> throw refused("from", "must be new, oldest, id:<entry id> or time:<instant>: " + text);
        };
    }

    private static <T> T checked(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refused(field, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException refused(String field, String detail) {
        return new IllegalArgumentException(field + ": " + detail);
    }
}
