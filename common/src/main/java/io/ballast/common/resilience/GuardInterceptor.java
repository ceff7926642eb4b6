// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * A method with {@link ApplyGuard} runs behind the breaker of that name, like a call of {@link Breakers#guarded}, its
 * time limit included; a {@code @Fallback} besides answers where the breaker or the call fails. Of all other annotations
 * beside this one the engine takes no notice. The method must return a {@code Uni}.
 */
@Interceptor
@ApplyGuard(GuardInterceptor.ANY)
@Priority(GuardInterceptor.INSIDE)
class GuardInterceptor {

    static final String ANY = "";
    /** The engine's own interceptor has {@code PLATFORM_AFTER + 10}. */
    static final int INSIDE = Interceptor.Priority.PLATFORM_AFTER + 20;

    private final Breakers breakers;

    GuardInterceptor(Breakers breakers) {
        this.breakers = breakers;
    }

    @AroundInvoke
    Object guard(InvocationContext call) {
        if (!Uni.class.isAssignableFrom(call.getMethod().getReturnType())) {
            throw new IllegalStateException("a guarded method returns a Uni: " + call.getMethod());
        }
        String name = call.getInterceptorBinding(ApplyGuard.class).value();
        return breakers.guarded(name, () -> proceed(call));
    }

    @SuppressWarnings("unchecked") // checked above
    private static Uni<Object> proceed(InvocationContext call) {
        try {
            return (Uni<Object>) call.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }

    /** Makes guarded dependencies known to operators before their first call. */
    @ApplicationScoped
    static class AtStart {

        void declare(@Observes StartupEvent event, @Any Instance<Guard> guards, Breakers breakers) {
            for (Instance.Handle<Guard> guard : guards.handles()) {
                guard.getBean().getQualifiers().stream()
                        .filter(Identifier.class::isInstance)
                        .forEach(named -> breakers.declare(((Identifier) named).value()));
            }
        }
    }
}
