// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.testing.PostgresResource;
import io.ballast.common.testing.RedisResource;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(RedisResource.class)
class PanacheSlippageRepositoryQuarkusTest implements SlippageRepositoryContract {

    @Inject
    SlippageRepository slippage;

    @Inject
    Ledger ledger;

    @BeforeEach
    void databaseIsThere() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @Override
    public SlippageRepository slippage() {
        return slippage;
    }

    @Override
    public void store(AccountKey key, List<PositionState> written) {
        await(() -> ledger.change(
                key,
                Scope.ofTrades(Set.of()),
                book -> new Decision<>(
                        "",
                        new Changes(
                                book.account() == null ? AccountState.unseen(key) : null,
                                written,
                                List.of(),
                                List.of(),
                                List.of(),
                                null))));
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
