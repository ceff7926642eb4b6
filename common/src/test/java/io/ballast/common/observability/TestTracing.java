// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.observability;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;

/** Tracing outside Quarkus, over the real SDK; what it samples is collected in batches and thrown away. */
public final class TestTracing implements AutoCloseable {

    private final OpenTelemetrySdk sdk;

    /** @param ratio of the traces that are sampled, 0 to 1 */
    public TestTracing(double ratio) {
        this.sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(new Discard()).build())
                        .build())
                .build();
    }

    public Tracing tracing() {
        return new Tracing(sdk);
    }

    @Override
    public void close() {
        sdk.close();
    }

    private static final class Discard implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
