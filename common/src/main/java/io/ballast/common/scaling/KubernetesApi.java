// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.scaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two reads of Kubernetes' API that scaling needs: the autoscaler and its events. Two GETs do not earn a client
 * library that knows every resource there is. The token is read each time, since Kubernetes replaces it.
 */
final class KubernetesApi {

    /** The API answered with this status. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status) {
            super("the Kubernetes API answered " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private static final int OK = 200;
    private static final String EVENTS_KEPT = "20";

    private final Vertx vertx;
    private final ObjectMapper json;
    private final String url;
    private final String account;
    private final Duration timeout;
    private @Nullable HttpClient client;

    private KubernetesApi(Vertx vertx, ObjectMapper json, String url, ScalingConfig config) {
        this.vertx = vertx;
        this.json = json;
        this.url = url;
        this.account = config.accountFolder();
        this.timeout = config.timeout();
    }

    /** Empty outside Kubernetes. */
    static Optional<KubernetesApi> find(
            Vertx vertx, ObjectMapper json, ScalingConfig config, Map<String, String> environment) {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String told = host == null
                ? null
                : "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                        + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        return config.apiUrl()
                .or(() -> Optional.ofNullable(told))
                .map(url -> new KubernetesApi(vertx, json, url, config));
    }

    /** The autoscaler (autoscaling/v2) of that name in this pod's namespace. */
    Uni<JsonNode> autoscaler(String name) {
        return namespace()
                .chain(namespace ->
                        get("/apis/autoscaling/v2/namespaces/" + namespace + "/horizontalpodautoscalers/" + name));
    }

    /** What was recorded about it. */
    Uni<JsonNode> events(String name) {
        return namespace()
                .chain(namespace -> get("/api/v1/namespaces/" + namespace + "/events?limit=" + EVENTS_KEPT
                        + "&fieldSelector=involvedObject.kind%3DHorizontalPodAutoscaler%2CinvolvedObject.name%3D"
                        + name));
    }

    private Uni<String> namespace() {
        return file("namespace");
    }

    private Uni<String> file(String name) {
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.fileSystem().readFile(account + "/" + name).toCompletionStage())
                .map(text -> text.toString(StandardCharsets.UTF_8).strip());
    }

    private Uni<JsonNode> get(String path) {
        return file("token")
                .chain(token ->
                        Uni.createFrom().completionStage(() -> send(path, token).toCompletionStage()))
                .map(this::parsed)
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private Future<Buffer> send(String path, String token) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url + path)
                .setTimeout(timeout.toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Accept", "application/json");
        return client().request(request).compose(ready -> ready.send()
                .compose(response -> response.statusCode() == OK
                        ? response.body()
                        : Future.failedFuture(new RefusedException(response.statusCode()))));
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) timeout.toMillis());
            client = vertx.createHttpClient(
                    url.startsWith("https:")
                            ? options.setPemTrustOptions(new PemTrustOptions().addCertPath(account + "/ca.crt"))
                            : options);
        }
        return client;
    }

    private JsonNode parsed(Buffer body) {
        try {
            return json.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the Kubernetes API answered with no JSON", e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
