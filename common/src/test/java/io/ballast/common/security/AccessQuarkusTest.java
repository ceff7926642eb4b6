// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.security.ticket.Tickets;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.RedisResource;
import io.ballast.common.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(AccessQuarkusTest.Limits.class)
@QuarkusTestResource(RedisResource.class)
class AccessQuarkusTest {

    private static final UUID USER = UUID.randomUUID();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Limits low enough to be reached. */
    public static class Limits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.limits.max-body-size", "64K",
                    "quarkus.http.access-log.enabled", "true",
                    "quarkus.http.auth.permission.policy.paths", "/policy/*",
                    "quarkus.http.auth.permission.policy.policy", "authenticated",
                    "ballast.limits.subject.rate", "20",
                    "ballast.limits.subject.burst", "40");
        }
    }

    @SuppressWarnings("NullAway.Init") // Quarkus fills it
    @TestHTTPResource("/")
    URI root;

    @Inject
    MeterRegistry meters;

    @Inject
    Tickets tickets;

    @SuppressWarnings("NullAway.Init") // RedisResource fills it
    EmbeddedRedis redis;

    static Stream<Arguments> wrongTokens() {
        String user = USER.toString();
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("missing", null, 401, "missing"),
                Arguments.of("empty", "", 401, null),
                Arguments.of("malformed", "not-a-token", 401, "malformed"),
                Arguments.of("three parts of nothing", "a.b.c", 401, "malformed"),
                Arguments.of(
                        "expired",
                        TestTokens.sign(TestTokens.claims("user", user)
                                .issuedAt(now.minusSeconds(65))
                                .expiresAt(now.minusSeconds(1))),
                        401,
                        "expired"),
                Arguments.of(
                        "not yet valid",
                        TestTokens.sign(TestTokens.claims("user", user).claim("nbf", now.getEpochSecond() + 3000)),
                        401,
                        "not_yet_valid"),
                Arguments.of(
                        "signed by a stranger",
                        TestTokens.forge(TestTokens.claims("user", user)),
                        401,
                        "invalid_signature"),
                Arguments.of(
                        "changed after signing", changed(TestTokens.token("user", USER)), 401, "invalid_signature"),
                Arguments.of("alg none", unsigned(user, now), 401, "wrong_algorithm"),
                Arguments.of(
                        "HS256 with the public key",
                        TestTokens.confused(TestTokens.claims("user", user)),
                        401,
                        "wrong_algorithm"),
                Arguments.of(
                        "wrong issuer",
                        TestTokens.sign(TestTokens.claims("user", user).issuer("https://elsewhere")),
                        401,
                        "wrong_issuer"),
                Arguments.of(
                        "wrong audience",
                        TestTokens.sign(TestTokens.claims("user", user).audience("other")),
                        401,
                        "wrong_audience"),
                Arguments.of(
                        "no groups",
                        TestTokens.sign(Jwt.issuer(TestTokens.ISSUER)
                                .audience(TestTokens.AUDIENCE)
                                .subject(user)
                                .expiresAt(now.plusSeconds(60))),
                        403,
                        "wrong_role"),
                Arguments.of("wrong role", TestTokens.token("agent", USER), 403, "wrong_role"),
                Arguments.of("unknown role", TestTokens.token("root", USER), 403, "wrong_role"),
                Arguments.of(
                        "sub no UUID", TestTokens.sign(TestTokens.claims("user", "alice")), 401, "invalid_subject"),
                Arguments.of(
                        "sub almost a UUID",
                        TestTokens.sign(TestTokens.claims("user", "1-1-1-1-1")),
                        401,
                        "invalid_subject"),
                Arguments.of(
                        "no sub",
                        TestTokens.sign(Jwt.issuer(TestTokens.ISSUER)
                                .audience(TestTokens.AUDIENCE)
                                .groups(Set.of("user"))
                                .expiresAt(now.plusSeconds(60))),
                        401,
                        "invalid_subject"));
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "."
                + base64(claims.replace(USER.toString(), UUID.randomUUID().toString())) + "." + parts[2];
    }

    private static String unsigned(String user, Instant now) {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}")
                + "."
                + base64("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"groups\":[\"user\"],\"exp\":%d,\"iat\":%d}"
                        .formatted(
                                TestTokens.ISSUER,
                                TestTokens.AUDIENCE,
                                user,
                                now.getEpochSecond() + 600,
                                now.getEpochSecond()))
                + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrongTokens")
    void everyWrongTokenIsRefusedWithTheRightCodeAndCounted(
            String name, @Nullable String token, int status, @Nullable String reason) throws Exception {
        double before = reason == null ? 0 : failures(reason);
        HttpResponse<String> answer = get("/access/user", token);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertProblem(answer, status);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        if (reason != null) {
            await().untilAsserted(() -> assertThat(failures(reason)).isEqualTo(before + 1));
        }
    }

    @Test
    void aRightTokenIsLetInAgainAndAgain() throws Exception {
        String token = TestTokens.token("user", USER);
        for (int i = 0; i < 3; i++) {
            assertThat(get("/access/user", token).body()).isEqualTo(USER.toString());
        }
        assertThat(get("/access/operator", token).statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/whoami", token).body()).isEqualTo(USER.toString());
    }

    @Test
    void aRememberedTokenIsRefusedOnceItHasExpired() throws Exception {
        String token = TestTokens.sign(TestTokens.claims("user", USER.toString())
                .expiresAt(Instant.now().plusSeconds(2)));
        assertThat(get("/access/user", token).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(get("/access/user", token).statusCode()).isEqualTo(401));
    }

    @Test
    void whatIsTurnedAwayBeforeAnyEndpointIsCountedToo() throws Exception {
        double before = failures("missing");
        assertThat(get("/policy/anything", null).statusCode()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(failures("missing")).isEqualTo(before + 1));
    }

    @Test
    void aTicketIsGoodOnce() throws Exception {
        String token = TestTokens.token("operator", USER);
        HttpResponse<String> answer = post("/api/v1/tickets", token, BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode ticket = JSON.readTree(answer.body());
        assertThat(Instant.parse(ticket.get("expires_at").asText()))
                .isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(30));

        Caller caller = redeem(ticket.get("ticket").asText());
        assertThat(caller.userId()).isEqualTo(USER);
        assertThat(caller.operator()).isTrue();
        assertThat(caller.expiresAt()).isAfter(Instant.now().plusSeconds(3000));
        Assertions.assertThatThrownBy(() -> redeem(ticket.get("ticket").asText()))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    private Caller redeem(String ticket) {
        return tickets.redeem(ticket).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void aTicketOpensOneEventStreamAndNothingElse() throws Exception {
        String token = TestTokens.token("operator", USER);
        String ticket = ticket(token);
        assertProblem(get("/access/user?ticket=" + ticket, null), 401);
        HttpResponse<String> stream = stream(ticket);
        assertThat(stream.statusCode()).as(stream.body()).isEqualTo(200);
        assertThat(stream.body()).contains(USER.toString()).contains("operator=true");

        double before = failures("invalid_ticket");
        HttpResponse<String> again = stream(ticket);
        assertProblem(again, 401);
        assertThat(again.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(stream("tkt_" + "A".repeat(43)), 401);
        assertProblem(stream("nonsense"), 401);
        await().untilAsserted(() -> assertThat(failures("invalid_ticket")).isEqualTo(before + 3));
    }

    @Test
    void theAccessLogHasThePathAndNotTheTicket() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler watch = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord entry) {
                lines.add(entry.getFormattedMessage());
            }
        };
        Logger log = Logger.getLogger("io.quarkus.http.access-log");
        log.addHandler(watch);
        try {
            String ticket = ticket(TestTokens.token("user", USER));
            stream(ticket);
            await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("GET /access/stream HTTP")));
            assertThat(lines).noneMatch(line -> line.contains(ticket));
        } finally {
            log.removeHandler(watch);
        }
    }

    private String ticket(String token) throws Exception {
        return JSON.readTree(
                        post("/api/v1/tickets", token, BodyPublishers.noBody()).body())
                .get("ticket")
                .asText();
    }

    private HttpResponse<String> stream(String ticket) throws Exception {
        return send(
                HttpRequest.newBuilder(root.resolve("/access/stream?ticket=" + ticket))
                        .header("Accept", "text/event-stream"),
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            GET  | /no/such/path    | text/plain       |            | 404
            GET  | /access/nothing  | text/plain       |            | 404
            PUT  | /access/order    | application/json | {}         | 405
            POST | /access/order    | text/plain       | {}         | 415
            POST | /access/order    | application/json | {"lots":   | 400
            POST | /access/order    | application/json | {"lots":[]} | 400
            POST | /access/order    | application/json | nonsense   | 400
            """)
    void whatNoEndpointUnderstandsIsAProblem(String method, String path, String type, @Nullable String body, int status)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        assertProblem(send(request, null), status);
    }

    @Test
    void aTicketNeedsATokenOfAUserOrOperator() throws Exception {
        assertProblem(post("/api/v1/tickets", null, BodyPublishers.noBody()), 401);
        assertProblem(post("/api/v1/tickets", TestTokens.token("agent", USER), BodyPublishers.noBody()), 403);
    }

    @Test
    void withoutRedisThereAreNoTicketsButTheRestWorks() throws Exception {
        String ticket = ticket(TestTokens.token("user", USER));
        redis.stop();
        try {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                HttpResponse<String> answer =
                        post("/api/v1/tickets", TestTokens.token("user", USER), BodyPublishers.noBody());
                assertProblem(answer, 503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            });
            HttpResponse<String> stream = stream(ticket);
            assertProblem(stream, 503);
            assertThat(stream.headers().firstValue("Retry-After")).contains("2");
            assertThat(get("/access/user", TestTokens.token("user", USER)).statusCode())
                    .isEqualTo(200);
        } finally {
            redis.restart();
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        post("/api/v1/tickets", TestTokens.token("user", USER), BodyPublishers.noBody())
                                .statusCode())
                .isEqualTo(200));
    }

    @Test
    void cacheStatisticsAreForOperators() throws Exception {
        assertProblem(get("/api/cache/stats", TestTokens.token("user", USER)), 403);
        HttpResponse<String> answer = get("/api/cache/stats", TestTokens.token("operator", USER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("caches").isArray()).isTrue();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        byte[] fits = new byte[64 * 1024];
        Arrays.fill(fits, (byte) 'x');
        byte[] large = Arrays.copyOf(fits, fits.length + 1);
        for (String path : new String[] {"/access/upload", "/access/upload-reactive"}) {
            assertThat(post(path, null, BodyPublishers.ofByteArray(fits)).body())
                    .isEqualTo("65536");
            assertProblem(post(path, null, BodyPublishers.ofByteArray(large)), 413);
            assertThat(post(path, null, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(fits)))
                            .body())
                    .isEqualTo("65536");
            assertProblem(post(path, null, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))), 413);
        }
    }

    @Test
    void callersOverTheirLimitAreToldWhenToComeBack() throws Exception {
        String token = TestTokens.token("user", UUID.randomUUID());
        double before = failures("rate_limited");
        HttpResponse<String> last = get("/access/user", token);
        for (int i = 0; i < 60 && last.statusCode() == 200; i++) {
            last = get("/access/user", token);
        }
        assertProblem(last, 429);
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        await().untilAsserted(() -> assertThat(failures("rate_limited")).isEqualTo(before + 1));
        assertThat(get("/access/user", TestTokens.token("user", UUID.randomUUID()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/health", null).statusCode()).isEqualTo(200);
        assertThat(get("/q/asyncapi", null).body()).contains("\"asyncapi\" : \"3.0.0\"");
    }

    private double failures(String reason) {
        return meters.counter("ballast_auth_failures", "reason", reason).count();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).fieldNames())
                .toIterable()
                .contains("type", "title", "status", "instance", "errorId");
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send(HttpRequest.newBuilder(root.resolve(path)), token);
    }

    private HttpResponse<String> post(String path, @Nullable String token, HttpRequest.BodyPublisher body)
            throws Exception {
        return send(HttpRequest.newBuilder(root.resolve(path)).POST(body).header("Content-Type", "text/plain"), token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, @Nullable String token) throws Exception {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
