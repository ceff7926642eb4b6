// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Event;

/** A committed event and its place in the order. Its id never changes, however often it is relayed. */
public record OutboxRow(OutboxPosition position, Event event) {}
