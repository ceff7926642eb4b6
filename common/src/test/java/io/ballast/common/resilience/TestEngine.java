// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.time.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderEagerDependencies;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.TypedGuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The real engine outside Quarkus, with the test's timer and a namespace of its own, so that one JVM can hold two. */
final class TestEngine implements Engine {

    private final BasicCircuitBreakerMaintenanceImpl maintenance = new BasicCircuitBreakerMaintenanceImpl();
    private final BuilderLazyDependencies parts;

    TestEngine(Timer timer) {
        this.parts = new Parts(new EngineTimer(timer));
    }

    @Override
    public TypedGuard.Builder<Uni<Object>> guard() {
        BuilderEagerDependencies eager = () -> maintenance;
        return new TypedGuardImpl.BuilderImpl<Object, Uni<Object>>(
                eager, () -> parts, new TypeLiteral<Uni<Object>>() {}.getType());
    }

    @Override
    public CircuitBreakerMaintenance maintenance() {
        return maintenance;
    }

    private record Parts(io.smallrye.faulttolerance.core.timer.Timer timer) implements BuilderLazyDependencies {

        @Override
        public boolean ftEnabled() {
            return true;
        }

        @Override
        public ExecutorService asyncExecutor() {
            return ForkJoinPool.commonPool();
        }

        @Override
        public EventLoop eventLoop() {
            return EventLoop.get();
        }

        @Override
        public MetricsProvider metricsProvider() {
            return new MetricsProvider() {
                @Override
                public boolean isEnabled() {
                    return false;
                }

                @Override
                public MetricsRecorder create(MeteredOperation operation) {
                    throw new IllegalStateException("disabled");
                }
            };
        }
    }

    private record EngineTimer(Timer timer) implements io.smallrye.faulttolerance.core.timer.Timer {

        @Override
        public int getId() {
            return 1;
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task) {
            AtomicBoolean done = new AtomicBoolean();
            Timer.Cancellable scheduled = timer.after(Duration.ofMillis(delayInMillis), () -> {
                if (done.compareAndSet(false, true)) {
                    task.run();
                }
            });
            return new TimerTask() {
                @Override
                public boolean isDone() {
                    return done.get();
                }

                @Override
                public boolean cancel() {
                    scheduled.cancel();
                    return done.compareAndSet(false, true);
                }
            };
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task, @Nullable Executor executor) {
            return schedule(delayInMillis, executor == null ? task : () -> executor.execute(task));
        }

        @Override
        public int countScheduledTasks() {
            return 0;
        }

        @Override
        public void shutdown() {}
    }
}
