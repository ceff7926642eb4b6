// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.broker.DemoAccount;
import io.ballast.local.keys.Role;
import io.ballast.local.keys.SigningKeys;
import io.ballast.local.keys.Tokens;
import io.ballast.local.problem.LaunchException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a token. */
@Command(
        name = "token",
        sortOptions = false,
        description = "Prints a bearer token for the services of this machine, and nothing else.")
final class TokenCommand implements Callable<Integer> {

    /** {@link UUID#fromString} also takes shortened forms, which no service would show again. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Surroundings surroundings;

    @Option(names = "--role", paramLabel = "ROLE", description = "user (default), operator or agent.")
    private String role = Role.USER.id();

    @Option(names = "--user", paramLabel = "UUID", description = "Default: the user of the demo account demo-1.")
    private @Nullable String user;

    @Option(names = "--ttl", paramLabel = "DURATION", description = "How long it is good for; default: PT8H.")
    private String ttl = "PT8H";

    TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Role granted = Role.of(role)
                .orElseThrow(() -> LaunchException.misused("--role takes user, operator or agent, not '" + role + "'"));
        UUID subject = subject();
        Duration validity = validity();
        SigningKeys keys = SigningKeys.in(surroundings.folder().prepared().keys());
        surroundings.say(new Tokens(keys).mint(granted, subject, Instant.now(), validity));
        return 0;
    }

    private UUID subject() {
        if (user == null) {
            return DemoAccount.values()[0].user();
        }
        if (!UUID_FORM.matcher(user).matches()) {
            throw LaunchException.misused("--user takes a UUID, not '" + user + "'");
        }
        return UUID.fromString(user);
    }

    private Duration validity() {
        try {
            Duration validity = Duration.parse(ttl);
            if (validity.isPositive()) {
                return validity;
            }
        } catch (DateTimeParseException e) {
            throw LaunchException.misused("--ttl takes a duration like PT8H or PT30M, not '" + ttl + "'");
        }
        throw LaunchException.misused("--ttl must be positive");
    }
}
