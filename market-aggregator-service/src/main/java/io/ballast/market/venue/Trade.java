// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.money.Decimal;
import java.time.Instant;

/**
 * One trade as its venue printed it.
 *
 * @param time the venue's clock
 */
public record Trade(VenueId venue, Symbol symbol, Id id, Decimal price, Decimal size, TakerSide side, Instant time) {

    public Trade {
        if (price.signum() <= 0 || size.signum() <= 0) {
            throw new IllegalArgumentException("price and size must be positive: " + price + " " + size);
        }
    }

    /** A trade under a number contiguous per symbol. */
    public Trade(VenueId venue, Symbol symbol, long id, Decimal price, Decimal size, TakerSide side, Instant time) {
        this(venue, symbol, new Id.Number(id, id), price, size, side, time);
    }

    /** The venue's own id; its text is {@code toString()}. */
    public sealed interface Id {

        /**
         * Contiguous per symbol, so that missing trades show.
         *
         * @param first number of the first trade that this print stands for
         * @param value the print's own number, that of the last trade it stands for
         */
        record Number(long first, long value) implements Id {

            public Number {
                if (first > value) {
                    throw new IllegalArgumentException("trade ids run backwards: " + first + " " + value);
                }
            }

            @Override
            public String toString() {
                return Long.toString(value);
            }
        }

        /** Unique and no more than that. */
        record Name(String text) implements Id {

            public Name {
                if (text.isEmpty() || text.length() > 64) {
                    throw new IllegalArgumentException("a trade id must have 1 to 64 characters: " + text.length());
                }
            }

            @Override
            public String toString() {
                return text;
            }
        }
    }
}
