// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.security.AuthFailure;
import io.ballast.common.security.Caller;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.Settings;
import io.ballast.common.web.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static EmbeddedRedis server;
    private static RedisLinks links;

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start();
        links = new RedisLinks(server.url(), new SimpleMeterRegistry());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    @AfterAll
    static void end() {
        links.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        links.gateway().command(Command.FLUSHALL).await().atMost(SOON);
    }

    private static Tickets tickets(String ttl) {
        return new Tickets(
                new RedisTickets(links.gateway()),
                Settings.of(TicketConfig.class, "ballast.tickets", "ttl=" + ttl),
                links.time());
    }

    private static Caller caller(boolean operator, Duration left) {
        return new Caller(
                UUID.randomUUID(),
                operator,
                Instant.ofEpochSecond(Instant.now().plus(left).getEpochSecond()));
    }

    private static String issue(Tickets tickets, Caller caller) {
        return tickets.issue(caller).await().atMost(SOON).ticket();
    }

    private static void assertRefused(Tickets tickets, String ticket) {
        assertThatThrownBy(() -> tickets.redeem(ticket).await().atMost(SOON))
                .isInstanceOf(AuthenticationFailedException.class)
                .satisfies(e -> assertThat(AuthFailure.of(e)).isEqualTo(AuthFailure.INVALID_TICKET))
                .hasMessageNotContaining(ticket.isBlank() ? "\u0000" : ticket);
    }

    @Test
    void standsForItsCallerOnceOnAnyInstance() {
        for (boolean operator : new boolean[] {true, false}) {
            Caller caller = caller(operator, Duration.ofHours(1));
            String ticket = issue(tickets("30s"), caller);
            Tickets elsewhere = tickets("30s");
            assertThat(elsewhere.redeem(ticket).await().atMost(SOON)).isEqualTo(caller);
            assertRefused(elsewhere, ticket);
            assertRefused(tickets("30s"), ticket);
        }
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsIt() {
        Tickets tickets = tickets("30s");
        String ticket = issue(tickets, caller(false, Duration.ofHours(1)));
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 50)
                .mapToObj(i -> tickets.redeem(ticket)
                        .map(c -> true)
                        .onFailure()
                        .recoverWithItem(false)
                        .subscribeAsCompletionStage())
                .toList();
        assertThat(all.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
    }

    @Test
    void isGoodForThirtySecondsAndNeverLongerThanItsToken() {
        assertThat(tickets("30s")
                        .issue(caller(false, Duration.ofHours(1)))
                        .await()
                        .atMost(SOON)
                        .expiresAt())
                .isBetween(Instant.now().plusSeconds(25), Instant.now().plusSeconds(30));
        Caller ending = caller(false, Duration.ofSeconds(8));
        assertThat(tickets("30s").issue(ending).await().atMost(SOON).expiresAt())
                .isEqualTo(ending.expiresAt());
        assertThat(Settings.of(TicketConfig.class, "ballast.tickets").ttl()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void afterItsTimeItIsRefused() {
        Tickets brief = tickets("150ms");
        String ticket = issue(brief, caller(false, Duration.ofHours(1)));
        await().atMost(SOON).untilAsserted(() -> assertThat(links.gateway()
                        .command(Command.KEYS, "ballast:ticket:*")
                        .await()
                        .atMost(SOON)
                        .size())
                .isZero());
        assertRefused(brief, ticket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tkt_", "tkt_short", "*", "tkt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatNeverWasATicketIsRefused(String ticket) {
        assertRefused(tickets("30s"), ticket);
    }

    @Test
    void redisHoldsNothingThatCouldBeUsedAndNothingPrintsIt() {
        Tickets tickets = tickets("30s");
        Ticket ticket =
                tickets.issue(caller(false, Duration.ofHours(1))).await().atMost(SOON);
        String keys =
                links.gateway().command(Command.KEYS, "*").await().atMost(SOON).toString();
        assertThat(keys).contains("ballast:ticket:").doesNotContain(ticket.ticket());
        assertThat(ticket.toString()).doesNotContain(ticket.ticket());
        assertThat(tickets.redeem(ticket.ticket()).await().atMost(SOON)).isNotNull();
    }

    @Test
    void withoutRedisTheAnswerIsToComeBackLater() {
        try (RedisLinks nowhere =
                new RedisLinks("redis://127.0.0.1:" + EmbeddedRedis.freePort(), new SimpleMeterRegistry())) {
            Tickets tickets = new Tickets(
                    new RedisTickets(nowhere.gateway()),
                    Settings.of(TicketConfig.class, "ballast.tickets"),
                    nowhere.time());
            assertThatThrownBy(() -> issue(tickets, caller(false, Duration.ofHours(1))))
                    .isInstanceOf(ProblemException.class);
            assertThatThrownBy(() ->
                            tickets.redeem("tkt_" + "A".repeat(43)).await().atMost(SOON))
                    .isInstanceOf(ProblemException.class);
        }
    }
}
