// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import java.util.Map;

/** Says of each entry whether it is carried, and as what. Looks at no more of it than it must. */
public final class Sorter {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Selection selection;
    private final Change change;
    private final boolean events;

    /** @param events whether entries must be events; what is none is carried as it is otherwise */
    public Sorter(Selection selection, Change change, boolean events) {
        this.selection = selection;
        this.change = change;
        this.events = events;
    }

    /** What is to be done with an entry. */
    public sealed interface Verdict {

        /** Carried byte for byte. */
        record Unchanged() implements Verdict {}

        record Changed(Map<String, String> fields) implements Verdict {}

        /** Not for this route. */
        record Skipped() implements Verdict {}

        /** It cannot be carried, however often it is tried. */
        record Poison(String cause) implements Verdict {}
    }

    public Verdict judge(Map<String, String> fields) {
        if (!events) {
            return new Verdict.Unchanged();
        }
        return switch (EventFields.decode(fields)) {
            case EventFields.Decoded.Invalid(String cause) -> new Verdict.Poison(cause);
            case EventFields.Decoded.Valid(Event event) -> judge(fields, event);
        };
    }

    private Verdict judge(Map<String, String> fields, Event event) {
        if (!looksLikeAnObject(event.data())) {
            return new Verdict.Poison("data is no JSON object");
        }
        Lazy data = new Lazy(event.data());
        try {
            if (!selection.accepts(event.type(), event.subject(), data::parsed)) {
                return new Verdict.Skipped();
            }
            return change.nothing()
                    ? new Verdict.Unchanged()
                    : new Verdict.Changed(
                            change.applied(fields, change.project().isEmpty() ? JSON.nullNode() : data.parsed()));
        } catch (NotJson e) {
            return new Verdict.Poison("data is no JSON object");
        }
    }

    private static boolean looksLikeAnObject(String data) {
        String text = data.strip();
        return text.startsWith("{") && text.endsWith("}");
    }

    private static final class Lazy {

        private final String text;

        Lazy(String text) {
            this.text = text;
        }

        JsonNode parsed() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new NotJson();
            }
        }
    }

    private static final class NotJson extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotJson() {
            super("not JSON", null, false, false);
        }
    }
}
