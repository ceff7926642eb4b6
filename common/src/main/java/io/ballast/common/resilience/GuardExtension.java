// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes {@code @ApplyGuard("name")} a call through the breaker of that name. The engine applies only guards of its own
 * making, which nobody can force open; so for each name there is an empty one, and the breaker is applied by {@link
 * GuardInterceptor}, to which this binds the annotation.
 */
public class GuardExtension implements BuildCompatibleExtension {

    private final Set<String> names = new TreeSet<>();

    @Discovery
    public void bind(MetaAnnotations annotations) {
        annotations
                .addInterceptorBinding(ApplyGuard.class)
                .methods()
                .forEach(value -> value.addAnnotation(Nonbinding.class));
    }

    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = ApplyGuard.class)
    public void find(ClassConfig type) {
        add(type.info());
        type.methods().forEach(method -> add(method.info()));
    }

    private void add(AnnotationTarget target) {
        if (target.hasAnnotation(ApplyGuard.class)) {
            String name = target.annotation(ApplyGuard.class).value().asString();
            if (!name.equals(GuardInterceptor.ANY)) {
                names.add(name);
            }
        }
    }

    @Synthesis
    public void guards(SyntheticComponents components) {
        for (String name : names) {
            components
                    .addBean(Guard.class)
                    .type(Guard.class)
                    .qualifier(Identifier.Literal.of(name))
                    .scope(Singleton.class)
                    .createWith(Empty.class);
        }
    }

    /** Lets everything through. */
    public static class Empty implements SyntheticBeanCreator<Guard> {

        @Override
        public Guard create(Instance<Object> lookup, Parameters parameters) {
            return Guard.create().build();
        }
    }
}
