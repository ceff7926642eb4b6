// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is run over a sample that breaks it: a rule that stops running, or stops biting, fails here. */
class RulesCatchArchTest {

    private static final String ROOT = "io.ballast.verify.architecture.broken";
    private static final JavaClasses SAMPLE = new ClassFileImporter().importPackages(ROOT);
    private static final Rules RULES = new Rules(ROOT);

    @ParameterizedTest
    @MethodSource("rulesAndCulprits")
    void catches(ArchRule rule, String culprit) {
        assertThatThrownBy(() -> rule.check(SAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit);
    }

    static Stream<Arguments> rulesAndCulprits() {
        return Stream.of(
                Arguments.of(RULES.commonKnowsNoService(), "KnowsAService"),
                Arguments.of(RULES.serviceKnowsNoOther("market", "bridge"), "Publishes"),
                Arguments.of(RULES.purePackagesStayPure("common.money"), "FramedMoney"),
                Arguments.of(RULES.onlyRedisClassesSeeTheRedisClient(), "HiddenClient"),
                Arguments.of(RULES.everyBreakerIsManaged(), "BareBreaker"),
                Arguments.of(RULES.onlyTimeReadsTheClock(), "ReadsClock"),
                Arguments.of(RULES.featuresFormADag("market"), "Cycle"),
                Arguments.of(RULES.everyPackageIsNullMarked(), "Unmarked"),
                Arguments.of(RULES.resourceMethodsArePublic(), "HiddenResource"),
                Arguments.of(RULES.mappingsWithMapsArePublic(), "HiddenConfig"),
                Arguments.of(RULES.packagesAreNamedByFeature(), "Drawer"));
    }
}
