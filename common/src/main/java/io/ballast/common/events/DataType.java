// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a member of an event's data may be. Members that a type does not name are allowed: readers ignore them. */
public sealed interface DataType {

    record Text() implements DataType {}

    /** A JSON number or a decimal string; exact. */
    record Number() implements DataType {}

    record Whole() implements DataType {}

    record Flag() implements DataType {}

    /** RFC 3339. */
    record Time() implements DataType {}

    /** The UUID of the user in the event's {@code userid}, and nobody else's. */
    record Owner() implements DataType {}

    record OneOf(List<String> values) implements DataType {}

    record ListOf(DataType item) implements DataType {}

    /** An object whose members all have one type, under any name. */
    record MapOf(DataType value) implements DataType {}

    /** An object with these members. */
    record Members(List<Member> members, Map<String, Integer> places) implements DataType {

        static Members of(Member... members) {
            List<Member> all = List.of(members);
            if (all.size() > Long.SIZE) {
                throw new IllegalArgumentException("at most 64 members");
            }
            return new Members(all, all.stream().collect(Collectors.toUnmodifiableMap(Member::name, place(all))));
        }

        private static Function<Member, Integer> place(List<Member> all) {
            return all::indexOf;
        }
    }

    /**
     * One member.
     *
     * @param required must be there and not be null; else both absent and null are fine
     */
    record Member(String name, DataType type, boolean required) {}

    static Member required(String name, DataType type) {
        return new Member(name, type, true);
    }

    static Member optional(String name, DataType type) {
        return new Member(name, type, false);
    }
}
