// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of an event on its way. The same for the same event, always: what is carried again is the same again.
 *
 * @param set attributes and their new values
 * @param drop attributes left out
 * @param project pointers to the members of data that are kept, each under its last name; empty: data stays as it is
 */
public record Change(Map<String, String> set, Set<String> drop, List<JsonPointer> project) {

    public static final Change NONE = new Change(Map.of(), Set.of(), List.of());

    /** An event is none without them, and order is per subject. */
    private static final Set<String> REQUIRED =
            Set.of("specversion", "id", "source", "type", "subject", "time", "data");

    /** @throws IllegalArgumentException naming the part */
    public Change {
        set = Map.copyOf(set);
        drop = Set.copyOf(drop);
        project = List.copyOf(project);
        for (String name : drop) {
            if (REQUIRED.contains(name)) {
                throw new IllegalArgumentException("drop: an event must have its " + name);
            }
        }
        for (String name : set.keySet()) {
            if (!name.matches("[a-z0-9]{1,20}")
                    || REQUIRED.contains(name) && !name.equals("type") && !name.equals("source")) {
                throw new IllegalArgumentException("set: not to be set: " + name);
            }
        }
    }

    boolean nothing() {
        return set.isEmpty() && drop.isEmpty() && project.isEmpty();
    }

    Map<String, String> applied(Map<String, String> fields, JsonNode data) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.keySet().removeAll(drop);
        changed.putAll(set);
        if (!project.isEmpty()) {
            changed.put("data", projected(data).toString());
        }
        return changed;
    }

    private ObjectNode projected(JsonNode data) {
        ObjectNode kept = JsonNodeFactory.withExactBigDecimals(true).objectNode();
        for (JsonPointer pointer : project) {
            JsonNode found = data.at(pointer);
            if (!found.isMissingNode()) {
                kept.set(pointer.last().getMatchingProperty(), found);
            }
        }
        return kept;
    }
}
