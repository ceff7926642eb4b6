// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.scaling.KubernetesApi.RefusedException;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** This service's autoscaler, for operators; {@code enabled: false} with the reason where there is none. */
@Path("/scaling")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class ScalingResource {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final String OUTSIDE = "this instance does not run in Kubernetes";

    private final Optional<KubernetesApi> api;
    private final String autoscaler;

    ScalingResource(Vertx vertx, ObjectMapper json, ScalingConfig config, ServiceInstance self) {
        this(
                KubernetesApi.find(vertx, json, config, environment()),
                config.autoscaler().orElse(self.service()));
    }

    ScalingResource(Optional<KubernetesApi> api, String autoscaler) {
        this.api = api;
        this.autoscaler = autoscaler;
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }

    /** Replicas, limits, and what happened lately. */
    @GET
    @Path("status")
    public Uni<Scaling.Status> status() {
        return ask(
                Scaling.Status::off,
                (kubernetes, found) -> kubernetes.events(autoscaler).map(events -> Scaling.Status.of(found, events)));
    }

    /** The figures behind it: each with its target and its value now. */
    @GET
    @Path("metrics")
    public Uni<Scaling.Metrics> metrics() {
        return ask(Scaling.Metrics::off, (kubernetes, found) -> Uni.createFrom().item(() -> Scaling.Metrics.of(found)));
    }

    private <T> Uni<T> ask(Function<String, T> off, BiFunction<KubernetesApi, JsonNode, Uni<T>> answer) {
        if (api.isEmpty()) {
            return Uni.createFrom().item(() -> off.apply(OUTSIDE));
        }
        KubernetesApi kubernetes = api.get();
        return kubernetes
                .autoscaler(autoscaler)
                .chain(found -> answer.apply(kubernetes, found))
                .onFailure(failure -> refusal(failure).isPresent())
                .recoverWithItem(failure -> off.apply(refusal(failure).orElseThrow()))
                .onFailure()
                .transform(failure -> ProblemException.unavailable("the Kubernetes API does not answer", TRY_AGAIN));
    }

    /** What an answer other than 200 means, where that is an answer for the caller too. */
    private Optional<String> refusal(Throwable failure) {
        if (!(failure instanceof RefusedException refused)) {
            return Optional.empty();
        }
        return switch (refused.status()) {
            case 404 -> Optional.of("there is no HorizontalPodAutoscaler named " + autoscaler);
            case 401, 403 -> Optional.of("the service account may not read HorizontalPodAutoscalers and events");
            default -> Optional.empty();
        };
    }
}
