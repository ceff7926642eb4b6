// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what the source has with what the target has. Knows nothing of the bridge: the numbers tell everything. */
final class Ends {

    private final int source;
    private final int target;
    private final String from;
    private final String to;
    /** The highest number of each subject that was compared and removed before. */
    private final Map<String, Long> before = new HashMap<>();

    private long compared;

    Ends(int source, String from, int target, String to) {
        this.source = source;
        this.from = from;
        this.target = target;
        this.to = to;
    }

    long compared() {
        return compared;
    }

    /** Whether that number is the last on the target. */
    boolean arrived(long number) {
        return last() == number;
    }

    /** Whether that number, or a later one, is the last on the target. */
    boolean reached(long number) {
        return last() >= number;
    }

    private long last() {
        try (Wire wire = new Wire(target)) {
            Object found = wire.say("XREVRANGE", to, "+", "-", "COUNT", "1");
            return found instanceof List<?> entries && !entries.isEmpty()
                    ? number((List<?>) ((List<?>) entries.getFirst()).get(1))
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Everything the source has is on the target, nothing twice, every subject in order; then removes both. */
    void compareAndClear(String what) throws IOException {
        try (Wire left = new Wire(source);
                Wire right = new Wire(target)) {
            List<Long> had = numbers(left, from);
            List<Long> got = numbers(right, to);
            Set<Long> seen = new HashSet<>();
            Map<String, Long> latest = new HashMap<>(before);
            List<Long> twice = new ArrayList<>();
            List<Long> disorder = new ArrayList<>();
            for (long number : got) {
                if (!seen.add(number)) {
                    twice.add(number);
                }
                String subject = "s" + number % Producer.SUBJECTS;
                Long last = latest.put(subject, number);
                if (last != null && last >= number) {
                    disorder.add(number);
                }
            }
            List<Long> lost =
                    had.stream().filter(number -> !seen.contains(number)).toList();
            assertThat(twice).as("twice, %s", what).isEmpty();
            assertThat(lost).as("lost of %d, %s", had.size(), what).isEmpty();
            assertThat(disorder).as("out of order, %s", what).isEmpty();
            compared += had.size();
            before.putAll(latest);
            left.say("XTRIM", from, "MAXLEN", "0");
            right.say("XTRIM", to, "MAXLEN", "0");
        }
    }

    private static List<Long> numbers(Wire wire, String stream) throws IOException {
        List<Long> numbers = new ArrayList<>();
        String after = "-";
        while (true) {
            Object page = wire.say("XRANGE", stream, after, "+", "COUNT", "5000");
            if (!(page instanceof List<?> entries) || entries.isEmpty()) {
                return numbers;
            }
            for (Object each : entries) {
                List<?> entry = (List<?>) each;
                numbers.add(number((List<?>) entry.get(1)));
                after = "(" + entry.getFirst();
            }
        }
    }

    private static long number(List<?> fields) {
        return Long.parseLong((String) fields.get(fields.indexOf("id") + 1));
    }
}
