// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static io.ballast.common.events.DataType.optional;
import static io.ballast.common.events.DataType.required;

import io.ballast.common.events.DataType.Members;
import io.ballast.common.events.DataType.Number;
import io.ballast.common.events.DataType.OneOf;
import io.ballast.common.events.DataType.Text;
import io.ballast.common.events.DataType.Time;
import io.ballast.common.events.DataType.Whole;
import java.util.List;

/** Data of the topics by which the suite runs itself. */
final class OperationSchemas {

    private static final OneOf BREAKER = new OneOf(List.of("CLOSED", "OPEN", "HALF_OPEN", "FORCED_OPEN"));

    static final Members INVALIDATION = Members.of(
            required("key", new Text()),
            required("generation", new Whole()),
            optional("wal_position", new Text()),
            optional("region", new Text()));

    static final Members CIRCUIT = Members.of(
            required("at", new Time()),
            required("service", new Text()),
            required("name", new Text()),
            required("instance", new Text()),
            required("from", BREAKER),
            required("to", BREAKER),
            required("cause", new Text()),
            optional("actor", new Text()),
            optional("reason", new Text()),
            optional("trace_id", new Text()));

    /** Without a value where what it was of cannot be measured any more. */
    static final Members HEALTH = Members.of(
            optional("state", new Text()),
            optional("value", new Number()),
            optional("limit", new Number()),
            optional("forecast", new Number()),
            optional("score", new Number()),
            optional("unit", new Text()),
            optional("instance", new Text()));

    private OperationSchemas() {}
}
