// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web;

import java.util.Map;

/** What the mapper will answer for a problem, for tests of other packages. */
public record AnsweredProblem(int status, Map<String, Object> members) {

    public static AnsweredProblem of(ProblemException problem) {
        return new AnsweredProblem(problem.status(), problem.members());
    }
}
