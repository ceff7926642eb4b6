// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries W3C trace context through what OpenTelemetry does not instrument: frames, stream entries, push messages. */
@ApplicationScoped
public class Tracing {

    private static final String HEADER = "traceparent";
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;

    public Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.ballast");
    }

    /** A new span, under {@code traceparent} where there is one, else the root of a new trace. The caller ends it. */
    public Span start(String name, SpanKind kind, @Nullable String traceparent) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(continuing(traceparent))
                .startSpan();
    }

    /** A context whose spans continue {@code traceparent} where there is one, else begin a trace of their own. */
    public static Context continuing(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(HEADER, traceparent), GETTER);
    }

    /** What the next hop needs to continue {@code span}; null where there is no valid span to continue. */
    public static @Nullable String traceparent(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.get(HEADER);
    }
}
