// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import io.ballast.common.cache.CacheKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract's cache keys; answers narrowed to an account, or widened, have keys of their own. */
public final class CacheKeys {

    private static final String ALL = "all";
    private static final String STATUS = "status";
    private static final String TRADES = "trades";

    private CacheKeys() {}

    public static CacheKey status(UUID user, @Nullable String account) {
        return CacheKey.ofUser("reconciliation", user, parts(STATUS, account));
    }

    public static CacheKey guards(UUID user, @Nullable String account) {
        return CacheKey.ofUser("guards", user, parts(STATUS, account));
    }

    /** @param everything with the open positions that are not matched */
    public static CacheKey positions(UUID user, @Nullable String symbol, @Nullable String account, boolean everything) {
        String[] narrowed = parts(symbol == null ? ALL : symbol, account);
        if (everything) {
            narrowed = Arrays.copyOf(narrowed, narrowed.length + 1);
            narrowed[narrowed.length - 1] = "include-all";
        }
        return CacheKey.ofUser("positions", user, narrowed);
    }

    /**
     * Where the name of the newest version of a user's trades lies. Questions about trades are too many to be forgotten
     * one by one: they are asked of a version, and only its name is forgotten.
     */
    public static CacheKey tradesVersion(UUID user) {
        return CacheKey.ofUser(TRADES, user, "version");
    }

    /** @param question what is asked of this version of the user's trades */
    public static CacheKey trades(UUID user, UUID version, String... question) {
        String[] parts = new String[question.length + 1];
        parts[0] = version.toString();
        System.arraycopy(question, 0, parts, 1, question.length);
        return CacheKey.ofUser(TRADES, user, parts);
    }

    /** Every key whose answer a change to this account, in positions of these symbols, can have made stale. */
    public static List<CacheKey> stale(UUID user, String account, Set<String> symbols) {
        List<@Nullable String> scopes = Arrays.asList(null, account);
        List<@Nullable String> narrowed = new ArrayList<>(symbols);
        narrowed.add(null);
        List<CacheKey> keys = new ArrayList<>();
        for (String scope : scopes) {
            keys.add(status(user, scope));
            keys.add(guards(user, scope));
            for (String symbol : narrowed) {
                keys.add(positions(user, symbol, scope, false));
                keys.add(positions(user, symbol, scope, true));
            }
        }
        return keys;
    }

    /** Whose answer lies under that key, if it is a user's. */
    static Optional<UUID> user(String key) {
        String[] parts = key.split(":", 4);
        try {
            return parts.length > 2 && parts[1].equals("user")
                    ? Optional.of(UUID.fromString(parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String[] parts(String what, @Nullable String account) {
        return account == null ? new String[] {what} : new String[] {what, "account", account};
    }
}
