// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import java.util.List;
import java.util.Locale;

/**
 * One thing that was measured.
 *
 * @param aim what it should be; empty where there is none
 */
record Finding(String what, String measured, String aim, boolean met) {

    /** Something worth knowing, and not judged. */
    static Finding told(String what, String measured) {
        return new Finding(what, measured, "", true);
    }

    static Finding atMost(String what, double value, double most, String unit) {
        return new Finding(what, number(value) + unit, "at most " + number(most) + unit, value <= most);
    }

    static Finding atLeast(String what, double value, double least, String unit) {
        return new Finding(what, number(value) + unit, "at least " + number(least) + unit, value >= least);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) && Math.abs(value) < 1e6 ? "%.0f" : "%.2f", value);
    }

    /** As a table in Markdown that also reads well in a terminal. */
    static String table(List<Finding> findings) {
        StringBuilder table = new StringBuilder("| load | measured | aim | met |\n|---|---|---|---|\n");
        for (Finding finding : findings) {
            table.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            finding.what,
                            finding.measured,
                            finding.aim.isEmpty() ? "none" : finding.aim,
                            finding.aim.isEmpty() ? "–" : finding.met ? "yes" : "**no**"));
        }
        return table.toString();
    }
}
