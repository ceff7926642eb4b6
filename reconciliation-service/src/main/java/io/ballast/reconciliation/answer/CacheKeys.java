// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract's cache keys; answers narrowed to an account, or widened, have keys of their own. */
public final class CacheKeys {

    private static final String ALL = "all";

    private CacheKeys() {}

    public static String status(UUID user, @Nullable String account) {
        return "reconciliation:user:" + user + ":status" + of(account);
    }

    public static String guards(UUID user, @Nullable String account) {
        return "guards:user:" + user + ":status" + of(account);
    }

    /** @param everything with the open positions that are not matched */
    public static String positions(UUID user, @Nullable String symbol, @Nullable String account, boolean everything) {
        return "positions:user:" + user + ":" + (symbol == null ? ALL : symbol) + of(account)
                + (everything ? ":include-all" : "");
    }

    /** Every key whose answer a change to this account, in positions of these symbols, can have made stale. */
    public static List<String> stale(UUID user, String account, Set<String> symbols) {
        List<@Nullable String> scopes = Arrays.asList(null, account);
        List<@Nullable String> narrowed = new ArrayList<>(symbols);
        narrowed.add(null);
        List<String> keys = new ArrayList<>();
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

    private static String of(@Nullable String account) {
        return account == null ? "" : ":account:" + account;
    }
}
