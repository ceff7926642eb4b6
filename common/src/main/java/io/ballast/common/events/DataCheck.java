// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ballast.common.events.DataType.Member;
import io.ballast.common.events.DataType.Members;
import io.ballast.common.money.Decimal;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pass over an event's data against its type; no tree is built. */
final class DataCheck {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final @Nullable UUID owner;

    private DataCheck(JsonParser json, @Nullable UUID owner) {
        this.json = json;
        this.owner = owner;
    }

    /** What is wrong, beginning with {@code data}; null if nothing is. */
    static @Nullable String problem(Members type, String data, @Nullable UUID owner) {
        try (JsonParser json = JSON.createParser(data)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "data is no JSON object";
            }
            String problem = new DataCheck(json, owner).members(type, "data");
            if (problem == null && json.nextToken() != null) {
                return "data has something after the object";
            }
            return problem;
        } catch (StreamConstraintsException e) {
            return "data is beyond limits: " + e.getOriginalMessage();
        } catch (IOException e) {
            return "data is no JSON";
        }
    }

    private @Nullable String members(Members type, String at) throws IOException {
        long seen = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            Integer place = type.places().get(json.currentName());
            json.nextToken();
            if (place == null) {
                json.skipChildren();
                continue;
            }
            Member member = type.members().get(place);
            long bit = 1L << place;
            if ((seen & bit) != 0) {
                return at + "." + member.name() + " is there twice";
            }
            seen |= bit;
            String problem = member(member, at);
            if (problem != null) {
                return problem;
            }
        }
        return missing(type, seen, at);
    }

    private static @Nullable String missing(Members type, long seen, String at) {
        for (int place = 0; place < type.members().size(); place++) {
            Member member = type.members().get(place);
            if (member.required() && (seen & 1L << place) == 0) {
                return at + "." + member.name() + " is missing";
            }
        }
        return null;
    }

    private @Nullable String member(Member member, String at) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return member.required() ? at + "." + member.name() + " is null" : null;
        }
        return value(member.type(), at, member.name());
    }

    private @Nullable String value(DataType type, String at, String name) throws IOException {
        return switch (type) {
            case DataType.Text text -> unless(isText(), at, name, "is no text");
            case DataType.Number number -> unless(isDecimal(), at, name, "is no decimal number");
            case DataType.Whole whole ->
                unless(json.currentToken() == JsonToken.VALUE_NUMBER_INT, at, name, "is no integer");
            case DataType.Flag flag -> unless(json.currentToken().isBoolean(), at, name, "is no boolean");
            case DataType.Time time -> unless(isText() && isInstant(json.getText()), at, name, "is no RFC 3339 time");
            case DataType.Owner user ->
                unless(
                        isText() && owner != null && owner.toString().equalsIgnoreCase(json.getText()),
                        at,
                        name,
                        "is not the event's userid");
            case DataType.OneOf(var values) ->
                unless(isText() && values.contains(json.getText()), at, name, "is none of " + values);
            case DataType.ListOf(DataType item) ->
                json.currentToken() == JsonToken.START_ARRAY
                        ? items(item, at + "." + name)
                        : at + "." + name + " is no list";
            case DataType.MapOf(DataType item) ->
                json.currentToken() == JsonToken.START_OBJECT
                        ? values(item, at + "." + name)
                        : at + "." + name + " is no object";
            case Members members ->
                json.currentToken() == JsonToken.START_OBJECT
                        ? members(members, at + "." + name)
                        : at + "." + name + " is no object";
        };
    }

    private @Nullable String items(DataType type, String at) throws IOException {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            String problem = value(type, at, Integer.toString(i));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String values(DataType type, String at) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            String problem = value(type, at, name);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String unless(boolean right, String at, String name, String wrong) {
        return right ? null : at + "." + name + " " + wrong;
    }

    private boolean isText() {
        return json.currentToken() == JsonToken.VALUE_STRING;
    }

    private boolean isDecimal() throws IOException {
        if (!isText()) {
            return json.currentToken().isNumeric();
        }
        String text = json.getText();
        if (isPlain(text)) {
            return true;
        }
        try {
            Decimal.parse(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The usual form at a tenth of the cost: digits, and a point with digits on both sides. */
    private static boolean isPlain(String text) {
        int point = -1;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > 0 && i < length - 1) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return length > 0 && length <= Decimal.MAX_LENGTH;
    }

    private static boolean isInstant(String text) {
        if (isUsualInstant(text)) {
            return true;
        }
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** {@code 2026-01-05T12:00:00Z}, with up to nine more digits; on a day that every month has. */
    private static boolean isUsualInstant(String text) {
        int length = text.length();
        if (length < 20 || length > 30 || length == 21 || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            char form = i < 20 ? "dddd-dd-ddTdd:dd:dd.".charAt(i) : 'd';
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return within(text, 5, 1, 12)
                && within(text, 8, 1, 28)
                && within(text, 11, 0, 23)
                && within(text, 14, 0, 59)
                && within(text, 17, 0, 59);
    }

    private static boolean within(String text, int at, int least, int most) {
        int number = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
        return number >= least && number <= most;
    }
}
