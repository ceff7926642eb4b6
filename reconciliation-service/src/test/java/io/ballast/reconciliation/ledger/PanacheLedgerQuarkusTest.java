// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class PanacheLedgerQuarkusTest implements LedgerContract {

    @Inject
    Ledger ledger;

    @BeforeEach
    void databaseIsThere() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @Override
    public List<UUID> outboxOf(UUID userId) {
        return await(
                () -> Panache.withTransaction(() -> Panache.getSession().chain(session -> session.createNativeQuery(
                                "select id from outbox where user_id = :user and topic = 'reconciliation.events'"
                                        + " order by timeline, xid, seq",
                                UUID.class)
                        .setParameter("user", userId)
                        .getResultList())));
    }

    /** What the migration makes of accounts from before it is what is kept since. */
    @Test
    void theMigrationSumsUpWhatIsThere() throws IOException {
        theSummaryIsThere();
        String script = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/db/migration/V3__feeds_and_summary.sql"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        String sums = script.substring(script.indexOf("SELECT user_id, count(*)"), script.lastIndexOf(';'));
        long different = await(
                () -> Panache.withTransaction(() -> Panache.getSession().chain(session -> session.createNativeQuery(
                                "select count(*) from (select *, 0 from (" + sums
                                        + ") s(a, b, c, d, e, f, g, h, i, j, k, l) where b = 6 except select * from user_summary) x",
                                Long.class)
                        .getSingleResult())));
        assertThat(different).isZero();
    }

    private void theSummaryIsThere() {
        try {
            theSummaryIsTheSumOfTheAccountsWhenManyChangeAtOnce();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
