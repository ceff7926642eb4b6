// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All rules, causes before their consequences. */
final class Rules {

    private static final List<Rule> ALL =
            List.of(new RedisRule(), new DatabaseRule(), new WorkerRule(), new ResourceRule(), new BreakerRule());

    private Rules() {}

    /** What is wrong, the worst first. */
    static List<Finding> findings(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (Rule rule : ALL) {
            found.addAll(rule.apply(facts, List.copyOf(found)).toList());
        }
        found.sort(Comparator.comparing(Finding::severity));
        return found;
    }
}
