// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

/** What a venue's message did to a book. */
public sealed interface Applied {

    /** The book is the venue's book as of this message. */
    record Changed() implements Applied {}

    /** Everything in it was known already; the book is untouched. */
    record Duplicate() implements Applied {}

    /** There is no snapshot yet: the message is kept, or dropped where the venue will send the whole book anyway. */
    record Waiting() implements Applied {}

    /**
     * Messages were lost; the book is unusable until the next snapshot.
     *
     * @param expected the first update id missing
     * @param got the id that came instead
     */
    record Gap(long expected, long got) implements Applied {}

    /** The book is not the venue's book; unusable until the next snapshot. */
    record BadChecksum(long expected, long computed) implements Applied {}

    /** The venue itself tells another best bid or offer under update {@code at}; unusable until the next snapshot. */
    record Contradicted(long at) implements Applied {}

    /** Best bid at or above best offer within one venue; unusable until the next snapshot. */
    record Crossed() implements Applied {}
}
