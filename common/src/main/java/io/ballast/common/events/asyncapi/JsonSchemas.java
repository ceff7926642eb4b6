// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events.asyncapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.events.DataType;
import io.ballast.common.events.DataType.Member;
import io.ballast.common.events.DataType.Members;
import io.ballast.common.events.EventType;
import java.util.List;

/** Types of the catalogue as JSON Schema draft 07, which AsyncAPI's own schema object is a superset of. */
final class JsonSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonSchemas() {}

    static ObjectNode of(DataType type) {
        return switch (type) {
            case DataType.Text text -> typed("string");
            case DataType.Number number -> decimal();
            case DataType.Whole whole -> typed("integer");
            case DataType.Flag flag -> typed("boolean");
            case DataType.Time time -> typed("string").put("format", "date-time");
            case DataType.Owner owner ->
                typed("string").put("format", "uuid").put("description", "the same as the event's userid");
            case DataType.OneOf(List<String> values) -> {
                ObjectNode schema = typed("string");
                values.forEach(schema.putArray("enum")::add);
                yield schema;
            }
            case DataType.ListOf(DataType item) -> {
                ObjectNode schema = typed("array");
                schema.set("items", of(item));
                yield schema;
            }
            case DataType.MapOf(DataType value) -> {
                ObjectNode schema = typed("object");
                schema.set("additionalProperties", of(value));
                yield schema;
            }
            case Members members -> members(members);
        };
    }

    /** The attributes, which are fields of the entry and so all text. */
    static ObjectNode envelope(EventType type) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        properties.set("specversion", typed("string").put("const", "1.0"));
        properties.set("id", typed("string"));
        properties.set("source", typed("string"));
        properties.set("type", typed("string").put("const", type.typeName()));
        properties.set("subject", typed("string"));
        properties.set("time", typed("string").put("format", "date-time"));
        properties.set("datacontenttype", typed("string").put("const", "application/json"));
        properties.set("traceparent", typed("string"));
        properties.set("userid", typed("string").put("format", "uuid"));
        ArrayNode required = schema.putArray("required");
        List.of("specversion", "id", "source", "type", "subject", "time").forEach(required::add);
        if (type.topic().owned()) {
            required.add("userid");
        }
        return schema;
    }

    private static ObjectNode members(Members members) {
        ObjectNode schema = typed("object");
        if (members.members().isEmpty()) {
            return schema;
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Member member : members.members()) {
            properties.set(member.name(), member.required() ? of(member.type()) : orNull(of(member.type())));
            if (member.required()) {
                required.add(member.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ArrayNode types = JSON.arrayNode();
        if (schema.get("type") instanceof ArrayNode several) {
            types.addAll(several);
        } else {
            types.add(schema.get("type"));
        }
        schema.set("type", types.add("null"));
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return schema;
    }

    private static ObjectNode decimal() {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add("number").add("string");
        return schema.put("format", "decimal");
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }
}
