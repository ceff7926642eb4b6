// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import java.util.Locale;

/** How the two sides of a comparison are set against each other, and how it ought to come out. Times in ns. */
sealed interface Aim {

    /** What is worth reporting, from both times. */
    double of(double ours, double bare);

    boolean met(double value);

    /** {@code value} with its unit. */
    String text(double value);

    /** The aim itself. */
    String text();

    /** What ours takes longer, at most {@code nanos}. */
    record Extra(double nanos) implements Aim {

        @Override
        public double of(double ours, double bare) {
            return ours - bare;
        }

        @Override
        public boolean met(double value) {
            return value < nanos;
        }

        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%+.0f ns", value);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "under +%.0f ns", nanos);
        }
    }

    /** Our time as a multiple of the other, at most {@code times}; no aim where that is infinite. */
    record Times(double times) implements Aim {

        @Override
        public double of(double ours, double bare) {
            return ours / bare;
        }

        @Override
        public boolean met(double value) {
            return value <= times;
        }

        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%.2f times", value);
        }

        @Override
        public String text() {
            return Double.isInfinite(times) ? "none" : String.format(Locale.ROOT, "at most %.1f times", times);
        }
    }

    /** Our throughput as a share of the other, at least {@code share}. */
    record Share(double share) implements Aim {

        @Override
        public double of(double ours, double bare) {
            return bare / ours;
        }

        @Override
        public boolean met(double value) {
            return value >= share;
        }

        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%.2f of its throughput", value);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "at least %.1f of its throughput", share);
        }
    }
}
