// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.scaling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API says of an autoscaler, in our words. */
final class Scaling {

    private static final List<String> KINDS = List.of("resource", "containerResource", "pods", "object", "external");

    private Scaling() {}

    /** @param reason why it is not enabled */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            boolean enabled,
            @Nullable String reason,
            @Nullable String autoscaler,
            @Nullable Replicas replicas,
            @Nullable String lastScaledAt,
            @Nullable List<Condition> conditions,
            @Nullable List<Event> events) {

        static Status off(String why) {
            return new Status(false, why, null, null, null, null, null);
        }

        static Status of(JsonNode autoscaler, JsonNode events) {
            JsonNode spec = autoscaler.path("spec");
            JsonNode status = autoscaler.path("status");
            return new Status(
                    true,
                    null,
                    autoscaler.path("metadata").path("name").asText(),
                    new Replicas(
                            status.path("currentReplicas").asInt(),
                            status.path("desiredReplicas").asInt(),
                            spec.path("minReplicas").asInt(1),
                            spec.path("maxReplicas").asInt()),
                    text(status.path("lastScaleTime")),
                    status.path("conditions").valueStream().map(Condition::of).toList(),
                    events.path("items")
                            .valueStream()
                            .map(Event::of)
                            .sorted(Comparator.comparing(Event::at).reversed())
                            .toList());
        }
    }

    @RegisterForReflection
    record Replicas(int current, int desired, int min, int max) {}

    @RegisterForReflection
    record Condition(String type, boolean holds, String reason, String message) {

        static Condition of(JsonNode condition) {
            return new Condition(
                    condition.path("type").asText(),
                    condition.path("status").asText().equals("True"),
                    condition.path("reason").asText(),
                    condition.path("message").asText());
        }
    }

    /** @param at when it was last seen, RFC 3339; empty where the API does not tell */
    @RegisterForReflection
    record Event(String at, String reason, String message, int count) {

        static Event of(JsonNode event) {
            String last = text(event.path("lastTimestamp"));
            String exact = text(event.path("eventTime"));
            return new Event(
                    last != null ? last : exact != null ? exact : "",
                    event.path("reason").asText(),
                    event.path("message").asText(),
                    event.path("count").asInt(1));
        }
    }

    /** The figures that decide. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Metrics(boolean enabled, @Nullable String reason, @Nullable List<Figure> metrics) {

        static Metrics off(String why) {
            return new Metrics(false, why, null);
        }

        static Metrics of(JsonNode autoscaler) {
            JsonNode current = autoscaler.path("status").path("currentMetrics");
            return new Metrics(
                    true,
                    null,
                    autoscaler
                            .path("spec")
                            .path("metrics")
                            .valueStream()
                            .map(wanted -> Figure.of(wanted, current))
                            .toList());
        }
    }

    /** @param current null while the autoscaler has no value; as Kubernetes writes it, per cent where {@code unit} says */
    @RegisterForReflection
    record Figure(String type, String name, String unit, String target, @Nullable String current) {

        static Figure of(JsonNode wanted, JsonNode all) {
            String kind = KINDS.stream().filter(wanted::has).findFirst().orElse("");
            String name = name(wanted.path(kind));
            JsonNode target = wanted.path(kind).path("target");
            String member = target.has("averageUtilization")
                    ? "averageUtilization"
                    : target.has("averageValue") ? "averageValue" : "value";
            String now = all.valueStream()
                    .map(each -> each.path(kind))
                    .filter(each -> name(each).equals(name))
                    .map(each -> text(each.path("current").path(member)))
                    .findFirst()
                    .orElse(null);
            String unit =
                    member.equals("averageUtilization") ? "percent" : member.equals("value") ? "total" : "average";
            return new Figure(
                    wanted.path("type").asText(),
                    name,
                    unit,
                    target.path(member).asText(),
                    now);
        }

        private static String name(JsonNode source) {
            return source.has("name")
                    ? source.path("name").asText()
                    : source.path("metric").path("name").asText();
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}
