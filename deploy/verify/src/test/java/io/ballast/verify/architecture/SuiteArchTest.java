// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteArchTest {

    private static final JavaClasses SUITE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(
                    "io.ballast.common",
                    "io.ballast.reconciliation",
                    "io.ballast.market",
                    "io.ballast.bridge",
                    "io.ballast.local");

    private static final Rules RULES = new Rules("io.ballast");

    @Test
    void allModulesAreLookedAt() {
        assertThat(Stream.of("common", "reconciliation", "market", "bridge", "local"))
                .allSatisfy(module ->
                        assertThat(SUITE.containPackage("io.ballast." + module)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(SUITE);
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                RULES.commonKnowsNoService(),
                RULES.serviceKnowsNoOther("reconciliation", "market", "bridge", "local"),
                RULES.serviceKnowsNoOther("market", "reconciliation", "bridge", "local"),
                RULES.serviceKnowsNoOther("bridge", "reconciliation", "market", "local"),
                RULES.serviceKnowsNoOther("local", "reconciliation", "market", "bridge"),
                RULES.purePackagesStayPure("common.money", "market.book", "reconciliation.matching"),
                RULES.onlyRedisClassesSeeTheRedisClient(),
                RULES.everyBreakerIsManaged(),
                RULES.onlyTimeReadsTheClock(),
                RULES.featuresFormADag("common"),
                RULES.featuresFormADag("reconciliation"),
                RULES.featuresFormADag("market"),
                RULES.featuresFormADag("bridge"),
                RULES.featuresFormADag("local"),
                RULES.everyPackageIsNullMarked(),
                RULES.resourceMethodsArePublic(),
                RULES.mappingsWithMapsArePublic(),
                RULES.packagesAreNamedByFeature());
    }
}
