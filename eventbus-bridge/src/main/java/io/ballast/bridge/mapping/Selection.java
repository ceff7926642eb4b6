// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.bridge.delivery.Glob;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which events are carried; an empty part lets everything through, and all parts must let an event through. */
public record Selection(Set<String> types, List<Glob> subjects, List<Condition> data) {

    public static final Selection EVERYTHING = new Selection(Set.of(), List.of(), List.of());

    public Selection {
        types = Set.copyOf(types);
        subjects = List.copyOf(subjects);
        data = List.copyOf(data);
    }

    /** @param parsed the event's data; asked for at most once, and not without need */
    boolean accepts(String type, String subject, Supplier<JsonNode> parsed) {
        return (types.isEmpty() || types.contains(type))
                && (subjects.isEmpty() || subjects.stream().anyMatch(glob -> glob.matches(subject)))
                && (data.isEmpty() || all(parsed.get()));
    }

    private boolean all(JsonNode found) {
        return data.stream().allMatch(condition -> condition.holds(found));
    }
}
