// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The source of the expert advisor, read but neither compiled nor run: its functions named {@code ...Json} write one
 * field a line, those named {@code ...Of} return the words of an enumeration.
 */
record TerminalSource(String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MEMBER = Pattern.compile("^ +(\\w+)\\(json, \"(\\w+)\", (.+)\\);", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([a-z]+)\"");
    private static final Pattern ENUMERATION = Pattern.compile("(\\w+Of)\\(");

    /** What {@code function} writes; where it writes a word of an enumeration, the one of that number. */
    ObjectNode written(String function, int word) {
        ObjectNode object = JSON.createObjectNode();
        for (MatchResult member : MEMBER.matcher(body(function)).results().toList()) {
            String field = member.group(2);
            switch (member.group(1)) {
                case "Text" -> object.put(field, sample(field, member.group(3), word));
                case "Time", "Millis" -> object.put(field, Instant.now().toString());
                case "Flag" -> object.put(field, true);
                case "Whole" -> object.put(field, 5);
                case "Decimal" -> object.put(field, "1.25000");
                case "Object" -> object.set(field, JSON.createObjectNode());
                case "List" -> object.set(field, JSON.createArrayNode());
                default -> throw new AssertionError("an unknown kind of member: " + member.group());
            }
        }
        if (object.isEmpty()) {
            throw new AssertionError(function + " writes nothing");
        }
        return object;
    }

    private String sample(String field, String value, int word) {
        MatchResult function = ENUMERATION.matcher(value).results().findFirst().orElse(null);
        if (function != null) {
            List<String> words = words(function.group(1));
            return words.get(word % words.size());
        }
        return switch (field) {
            case "symbol" -> "EURUSD";
            case "currency", "quote_currency" -> "USD";
            default -> field;
        };
    }

    List<String> words(String function) {
        return WORD.matcher(body(function))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String body(String function) {
        Pattern whole = Pattern.compile(
                "^string " + function + "\\([^)]*\\)\\R  \\{\\R(.*?)^  }$", Pattern.MULTILINE | Pattern.DOTALL);
        return whole.matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function " + function))
                .group(1);
    }
}
