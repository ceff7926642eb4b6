// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

/** Where a client begins. */
public sealed interface Start {

    /** With what comes from now on. */
    record Now() implements Start {}

    /** With the oldest event still retained. */
    record Oldest() implements Start {}

    /** With what comes after a cursor it was given. */
    record After(Cursor cursor) implements Start {}
}
