// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.mutation;

/**
 * What became of the mutations of one kind.
 *
 * @param detected the book was dropped by the next update at the latest
 * @param harmless the book is the right one all the same
 * @param unnoticed the book is not the right one and is not known to be wrong: nothing in the protocol tells
 */
record Score(int detected, int harmless, int unnoticed) {

    static final Score NONE = new Score(0, 0, 0);

    Score plus(Fate fate) {
        return switch (fate) {
            case DETECTED -> new Score(detected + 1, harmless, unnoticed);
            case HARMLESS -> new Score(detected, harmless + 1, unnoticed);
            case UNNOTICED -> new Score(detected, harmless, unnoticed + 1);
        };
    }

    /** What became of one mutation. */
    enum Fate {
        DETECTED,
        HARMLESS,
        UNNOTICED
    }
}
