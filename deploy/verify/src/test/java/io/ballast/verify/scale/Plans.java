// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.scale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How PostgreSQL carried out the very statements that the service sent, from what its module auto_explain wrote into
 * the log.
 */
record Plans(Path log) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLAN = Pattern.compile("plan:\\R(\\t\\{.*?\\R\\t})", Pattern.DOTALL);

    /** A step of a plan. */
    record Step(String kind, String table, double rows, String statement) {

        @Override
        public String toString() {
            return "%s on %s, %.0f rows, of: ...%s"
                    .formatted(kind, table, rows, statement.substring(Math.max(0, statement.indexOf(" from "))));
        }
    }

    /** The length of the log now, to read from there later. */
    long mark() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every step of every statement since then. */
    List<Step> since(long mark) {
        try {
            byte[] all = Files.readAllBytes(log);
            String text = new String(all, (int) mark, all.length - (int) mark, StandardCharsets.UTF_8);
            List<Step> steps = new ArrayList<>();
            for (MatchResult found : PLAN.matcher(text).results().toList()) {
                JsonNode whole = JSON.readTree(found.group(1));
                collect(whole.get("Plan"), whole.get("Query Text").textValue(), steps);
            }
            return steps;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, String statement, List<Step> steps) {
        double each = number(node, "Actual Rows")
                + number(node, "Rows Removed by Filter")
                + number(node, "Rows Removed by Index Recheck")
                + number(node, "Rows Removed by Join Filter");
        steps.add(new Step(
                node.get("Node Type").textValue(),
                node.path("Relation Name").asText("-"),
                each * number(node, "Actual Loops"),
                statement));
        Stream.ofNullable(node.get("Plans")).forEach(parts -> parts.forEach(part -> collect(part, statement, steps)));
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(0);
    }
}
