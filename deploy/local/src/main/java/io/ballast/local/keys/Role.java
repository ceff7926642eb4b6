// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token's bearer may do; the services know these names. */
public enum Role {
    USER,
    OPERATOR,
    AGENT;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
