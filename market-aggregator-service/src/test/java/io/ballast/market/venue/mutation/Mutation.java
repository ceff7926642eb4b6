// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.mutation;

import io.ballast.market.capture.Capture.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to one frame. */
public enum Mutation {
    DROP {
        @Override
        void apply(List<Line> frames, int at, int next, Random random) {
            frames.remove(at);
        }
    },
    DUPLICATE {
        @Override
        void apply(List<Line> frames, int at, int next, Random random) {
            frames.add(at, frames.get(at));
        }
    },
    /** The next update of the same book comes first. */
    SWAP {
        @Override
        void apply(List<Line> frames, int at, int next, Random random) {
            frames.add(at, frames.remove(next));
        }
    },
    /** One digit is another one. */
    CORRUPT {
        @Override
        void apply(List<Line> frames, int at, int next, Random random) {
            StringBuilder text = new StringBuilder(frames.get(at).data());
            List<Integer> digits = new ArrayList<>();
            for (int i = 0; i < text.length(); i++) {
                if (Character.isDigit(text.charAt(i))) {
                    digits.add(i);
                }
            }
            int digit = digits.get(random.nextInt(digits.size()));
            text.setCharAt(digit, (char) ('0' + (text.charAt(digit) - '0' + 1 + random.nextInt(9)) % 10));
            frames.set(at, new Line("recv", "", text.toString()));
        }
    },
    TRUNCATE {
        @Override
        void apply(List<Line> frames, int at, int next, Random random) {
            String text = frames.get(at).data();
            frames.set(at, new Line("recv", "", text.substring(0, 1 + random.nextInt(text.length() - 1))));
        }
    };

    /**
     * Changes the frames.
     *
     * @param at the frame it happens to, an update of a book
     * @param next the next update of that book
     */
    abstract void apply(List<Line> frames, int at, int next, Random random);
}
