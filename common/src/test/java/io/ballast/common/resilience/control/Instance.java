// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.common.web.JsonConventions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** One replica of one service as the application wires it, with an operator at its endpoints. */
final class Instance {

    static final UUID OPERATOR = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    static final ObjectMapper JSON = mapper();

    final ServiceInstance self;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Breakers breakers;
    final CircuitBreakerResource http;
    private final ControlLoop loop;

    Instance(String service, String id, ControlPlane plane, TimeSource time, Timer timer, int buffer) {
        ControlConfig config = new Settings(buffer);
        self = new ServiceInstance(service, id);
        breakers = TestBreakers.of(self, time, timer, meters, Map.of());
        Overrides overrides = new Overrides(breakers, plane, self, time, timer);
        History history = new History(plane, JSON, self, config, meters);
        Fleet fleet = new Fleet(breakers, plane, self, time, config);
        loop = new ControlLoop(plane, overrides, history, fleet, breakers, self, timer, config);
        http = new CircuitBreakerResource(
                breakers,
                new BreakerOperations(breakers, overrides, history, plane, self),
                fleet,
                history,
                QuarkusSecurityIdentity.builder().setPrincipal(new Token()).build());
    }

    Instance begin() {
        loop.start(new StartupEvent());
        return this;
    }

    void stop() {
        loop.stop();
    }

    BreakerState state(String name) {
        return breakers.status(name).orElseThrow().state();
    }

    List<HistoryEntry> history() {
        return answer(http.history(null, null)).history();
    }

    static <T> T answer(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(10));
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
        new JsonConventions().customize(mapper);
        return mapper;
    }

    private static final class Token implements JsonWebToken {

        private static final Map<String, Object> CLAIMS = Map.of("sub", OPERATOR.toString(), "exp", 4_000_000_000L);

        @Override
        public String getName() {
            return OPERATOR.toString();
        }

        @Override
        public Set<String> getClaimNames() {
            return CLAIMS.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable T getClaim(String name) {
            return (T) CLAIMS.get(name);
        }
    }
}
