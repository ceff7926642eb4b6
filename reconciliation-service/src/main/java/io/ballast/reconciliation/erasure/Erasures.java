// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.erasure;

import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.erasure.ErasureTables.Cached;
import io.ballast.reconciliation.storage.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Erases what is kept about a user, in two steps: the first tells what there is and how to confirm, the second erases in
 * short transactions. An erasure that was cut short goes on when it is confirmed again.
 */
@ApplicationScoped
class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ErasureTables tables;
    private final ErasureConfig config;
    private final Database database;
    private final TwoLevelCache cache;
    private final TimeSource time;

    Erasures(Pool pool, ErasureConfig config, Database database, TwoLevelCache cache, TimeSource time) {
        this.tables = new ErasureTables(pool, database::call);
        this.config = config;
        this.database = database;
        this.cache = cache;
        this.time = time;
    }

    /** What was erased by now; {@code complete} says whether something is left for another request. */
    record Erased(boolean complete, Map<String, Long> rows) {}

    /** Always fails: with a 409 problem that holds the confirmation. */
    Uni<Erased> offer(UUID user, UUID actor) {
        byte[] secret = new byte[24];
        RANDOM.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant until = time.now().plus(config.confirmWithin());
        return tables.offer(sha256(token), user, actor, until)
                .chain(() -> tables.count(user))
                .chain(rows -> Uni.createFrom()
                        .failure(ProblemException.conflict("send it again with this confirmation to erase for good")
                                .with("confirm", token)
                                .with("expires_at", until.toString())
                                .with("would_erase", rows)
                                .with("counted_to", ErasureTables.COUNTED_TO)));
    }

    /** @throws ProblemException 400 where nobody was shown this confirmation for this user, or too long ago */
    Uni<Erased> erase(UUID user, UUID actor, String token) {
        Instant now = time.now();
        return tables.confirmed(sha256(token), user, actor, now, now.plus(config.confirmWithin()))
                .invoke(confirmed -> {
                    if (!confirmed) {
                        throw ProblemException.badField(
                                "confirm", "is not, or no longer, a confirmation for this user");
                    }
                })
                .chain(() -> tables.cached(user))
                .chain(cached -> database.write(user, () -> tables.forgetAccounts(user))
                        .call(() -> forget(user, cached))
                        .chain(first -> batches(user, first))
                        .call(() -> forget(user, cached)))
                .call(erased -> erased.complete()
                        ? audit(user, actor, erased)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Erased> batches(UUID user, int first) {
        long until = time.nanos() + config.atOnce().toNanos();
        Map<String, Long> rows = new LinkedHashMap<>();
        if (first > 0) {
            rows.put("current_state", (long) first);
        }
        return Multi.createFrom()
                .iterable(ErasureTables.TABLES)
                .onItem()
                .transformToUniAndConcatenate(table -> Multi.createBy()
                        .repeating()
                        .uni(() -> time.nanos() > until
                                ? Uni.createFrom().item(-1)
                                : tables.erase(table, user, config.batch()))
                        .whilst(count -> count == config.batch())
                        .invoke(count -> {
                            if (count > 0) {
                                rows.merge(table, (long) count, Long::sum);
                            }
                        })
                        .collect()
                        .last())
                .collect()
                .last()
                .map(last -> new Erased(last != null && last >= 0, rows));
    }

    private Uni<Void> forget(UUID user, Cached cached) {
        List<CacheKey> keys = new ArrayList<>(CacheKeys.stale(user, "none", cached.symbols()));
        cached.accounts().forEach(account -> keys.addAll(CacheKeys.stale(user, account, cached.symbols())));
        keys.add(CacheKeys.tradesVersion(user));
        return cache.invalidate(keys, walPosition(user));
    }

    private @Nullable String walPosition(UUID user) {
        return database.walPosition(user).orElse(null);
    }

    private Uni<Void> audit(UUID user, UUID actor, Erased erased) {
        LOG.infof("a user's data erased: tables=%d", erased.rows().size());
        return tables.audit(
                time.now(),
                actor,
                actor.equals(user),
                "sha256:" + sha256(user.toString()),
                erased.rows().toString());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
