// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.common.cache.Freshness;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.reconciliation.answer.Answers;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.storage.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers about trades, cached per user and question until a trade of theirs changes. The questions of one user are
 * many, so what a change invalidates is the name of the version that they are asked of: a random one is made when next
 * needed, and answers under the old name are never looked at again.
 */
@ApplicationScoped
class TradeAnswers {

    private static final Duration TTL = Duration.ofSeconds(60);
    /** Answers expire by themselves; a version only has to be forgotten when its trades have changed. */
    private static final Duration VERSION_TTL = Duration.ofMinutes(10);

    private final TwoLevelCache cache;
    private final Answers answers;
    private final Database database;

    TradeAnswers(TwoLevelCache cache, Answers answers, Database database) {
        this.cache = cache;
        this.answers = answers;
        this.database = database;
    }

    /**
     * A name, and from where in the log on the trades of that version can be read: who finds the name in Redis has not
     * heard that from anybody else.
     */
    private record Version(UUID name, @Nullable String walPosition) {

        static Version make(Freshness freshness) {
            return new Version(UUID.randomUUID(), freshness.walPosition().orElse(null));
        }

        static Version read(byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
            return new Version(UUID.fromString(parts[0]), parts.length > 1 ? parts[1] : null);
        }

        byte[] bytes() {
            return (walPosition == null ? name.toString() : name + " " + walPosition).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @param question names it among all questions, in characters that a cache key may have */
    Uni<Response> answer(UUID user, Request request, Supplier<? extends Uni<?>> loader, String... question) {
        return cache.body(CacheKeys.tradesVersion(user), VERSION_TTL, freshness -> Uni.createFrom()
                        .item(Version.make(freshness).bytes()))
                .map(body -> Version.read(body.bytes()))
                .chain(version -> answers.answer(CacheKeys.trades(user, version.name(), question), TTL, request, () -> {
                    if (version.walPosition() != null) {
                        database.atLeast(user, version.walPosition());
                    }
                    return loader.get();
                }));
    }
}
