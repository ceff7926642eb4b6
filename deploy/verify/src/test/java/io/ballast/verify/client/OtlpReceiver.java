// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.client;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans as an OTLP collector does over HTTP with protobuf (OpenTelemetry protocol specification 1.9, "OTLP/HTTP")
 * and remembers the spans of each trace.
 */
public final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, List<Received>> byTrace = new ConcurrentHashMap<>();

    /** One span: who sent it, its name, its own id and its parent's. */
    public record Received(String service, String name, String id, String parent) {}

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The services that sent spans of that trace. */
    public Set<String> services(String traceId) {
        return spans(traceId).stream().map(Received::service).collect(Collectors.toSet());
    }

    /** Every span of that trace so far. */
    public List<Received> spans(String traceId) {
        return List.copyOf(byTrace.getOrDefault(traceId, List.of()));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody()) {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                remember(resource);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void remember(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(a -> a.getKey().equals("service.name"))
                .map(a -> a.getValue().getStringValue())
                .findFirst()
                .orElse("");
        resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .forEach(span -> byTrace.computeIfAbsent(hex(span.getTraceId()), trace -> new CopyOnWriteArrayList<>())
                        .add(new Received(
                                service, span.getName(), hex(span.getSpanId()), hex(span.getParentSpanId()))));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
