// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.ws.rs.HttpMethod;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules, over any root package, so that the same rules can be shown to catch a broken sample. */
final class Rules {

    private static final Set<String> CLOCK_METHODS = Set.of("now", "nanoTime", "currentTimeMillis");

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    ArchRule commonKnowsNoService() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".reconciliation..", root + ".market..", root + ".bridge..", root + ".local..")
                .because("what everybody shares must not change when one service does");
    }

    ArchRule serviceKnowsNoOther(String service, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = root + "." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(root + "." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .because("services meet through events and HTTP alone, so each can be deployed by itself");
    }

    ArchRule purePackagesStayPure(String... pure) {
        String[] allowed = new String[pure.length + 2];
        for (int i = 0; i < pure.length; i++) {
            allowed[i] = root + "." + pure[i];
        }
        allowed[pure.length] = "java..";
        allowed[pure.length + 1] = "org.jspecify..";
        String[] packages = new String[pure.length];
        System.arraycopy(allowed, 0, packages, 0, pure.length);
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because("what decides about money must be testable and readable without any framework");
    }

    ArchRule onlyRedisClassesSeeTheRedisClient() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".common.redis..")
                .and(new DescribedPredicate<>("are not in a top-level class named Redis*") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !topLevel(type).getSimpleName().startsWith("Redis");
                    }
                })
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis..")
                .because("a command without time limit and breaker is how a frozen Redis freezes a service");
    }

    ArchRule everyBreakerIsManaged() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.faulttolerance.CircuitBreaker")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.faulttolerance.api.CircuitBreakerName")
                .because("the engine tells nobody of such a breaker and nobody can force it open: use @ApplyGuard or"
                        + " Breakers");
    }

    ArchRule onlyTimeReadsTheClock() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(root + ".common.time..", root + ".local..")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("it reads a clock") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        MethodCallTarget target = call.getTarget();
                        JavaClass owner = target.getOwner();
                        return CLOCK_METHODS.contains(target.getName())
                                && (owner.getPackageName().equals("java.time") || owner.isEquivalentTo(System.class))
                                && !owner.isEquivalentTo(Clock.class);
                    }
                })
                .because("behaviour that depends on time is tested with manual time");
    }

    ArchRule featuresFormADag(String service) {
        return slices().matching(root + "." + service + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .because("two packages that need each other can neither be understood nor moved alone");
    }

    ArchRule everyPackageIsNullMarked() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>("be in a package marked @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage()
                                .tryGetPackageInfo()
                                .map(info -> info.isAnnotatedWith(NullMarked.class))
                                .orElse(false);
                        if (!marked) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " is in a package that is not @NullMarked"));
                        }
                    }
                })
                .because("NullAway checks marked packages only");
    }

    ArchRule resourceMethodsArePublic() {
        return methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .because("a package-private JAX-RS method silently becomes a 404");
    }

    ArchRule mappingsWithMapsArePublic() {
        return methods()
                .that()
                .haveRawReturnType(Map.class)
                .and()
                .areDeclaredInClassesThat()
                .areMetaAnnotatedWith(ConfigMapping.class)
                .should()
                .beDeclaredInClassesThat()
                .arePublic()
                .allowEmptyShould(true)
                .because(
                        "the validator reads a map's values by reflection from its own class loader and fails the start");
    }

    ArchRule packagesAreNamedByFeature() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .resideInAnyPackage(
                        "..util..", "..helper..", "..misc..", "..impl..", "..manager..", "..dto..", "..model..")
                .because("a drawer for everything says nothing");
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(Rules::topLevel).orElse(type);
    }
}
