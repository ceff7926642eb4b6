// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A diagnosis for a person: what is wrong first, then how everything stands. */
final class DiagnosisText {

    private final Consumer<String> out;

    DiagnosisText(Consumer<String> out) {
        this.out = out;
    }

    void print(List<ServiceAnswer> answers) {
        answers.forEach(this::service);
        long wrong = answers.stream().filter(a -> !a.healthy()).count();
        out.accept(wrong == 0 ? "nothing is wrong" : wrong + " of " + answers.size() + " services report something");
    }

    private void service(ServiceAnswer answer) {
        JsonNode diagnosis = answer.diagnosis();
        if (diagnosis == null) {
            out.accept(answer.service().id() + "  " + answer.url() + "  DOES NOT ANSWER: " + answer.error());
            out.accept("  do: " + answer.recommendation());
        } else {
            out.accept(answer.service().id() + "  " + answer.url() + "  "
                    + (answer.healthy() ? "ok" : diagnosis.path("findings").size() + " finding(s)"));
            diagnosis.path("findings").forEach(this::finding);
            diagnosis.path("components").forEach(this::component);
            diagnosis.path("history").valueStream().limit(3).forEach(this::move);
        }
        out.accept("");
    }

    private void finding(JsonNode finding) {
        out.accept("  " + finding.path("severity").asText() + " "
                + finding.path("problem").asText() + " ("
                + finding.path("component").asText() + ")");
        line("means", text(finding, "meaning"));
        line("seen", text(finding, "evidence"));
        line("do", text(finding, "recommendation"));
        line("read", text(finding, "runbook"));
    }

    private void line(String title, @Nullable String text) {
        if (text != null) {
            out.accept(String.format(Locale.ROOT, "    %-6s %s", title + ":", text));
        }
    }

    private void component(JsonNode component) {
        JsonNode figures = component.path("figures");
        String value = figures.has("value")
                ? figures.path("value").asText() + " of "
                        + figures.path("threshold").asText() + " "
                        + figures.path("unit").asText()
                : activity(component);
        out.accept(String.format(
                Locale.ROOT,
                "  %s %-20s %-14s %s",
                component.path("working").asBoolean() ? " " : "!",
                component.path("name").asText(),
                component.path("state").asText(),
                value));
    }

    private static String activity(JsonNode component) {
        String since = text(component, "since");
        String last = text(component, "last_activity");
        return (since == null ? "" : "since " + since) + (last == null ? "" : " last activity " + last);
    }

    private void move(JsonNode move) {
        out.accept("    breaker " + move.path("breaker").asText() + " "
                + move.path("from").asText() + " -> "
                + move.path("to").asText() + " at " + move.path("at").asText() + " ("
                + move.path("cause").asText() + ")");
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
