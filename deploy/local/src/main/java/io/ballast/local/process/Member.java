// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.process;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ballast.local.problem.LaunchException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The processes of a local run, in the order they start in; they stop in reverse. */
public enum Member {
    POSTGRES(15432, "INT", 60),
    REDIS(16379, "TERM", 30),
    VENUES(18090, "TERM", 30),
    RECONCILIATION(8081, "TERM", 150),
    MARKET(8082, "TERM", 150),
    BRIDGE(8083, "TERM", 150),
    BROKER(0, "TERM", 30);

    /** The order they are listed in: what a person came for first. */
    public static final List<Member> LISTED = List.of(RECONCILIATION, MARKET, BRIDGE, POSTGRES, REDIS, VENUES, BROKER);

    private final int standardPort;
    private final String stopSignal;
    private final Duration readyWithin;

    Member(int standardPort, String stopSignal, int readySeconds) {
        this.standardPort = standardPort;
        this.stopSignal = stopSignal;
        this.readyWithin = Duration.ofSeconds(readySeconds);
    }

    /** The name on the command line and of its files. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it listens: {@code BALLAST_LOCAL_<NAME>_PORT}, else its standard port; empty if it listens nowhere. */
    public OptionalInt port(Map<String, String> environment) {
        if (standardPort == 0) {
            return OptionalInt.empty();
        }
        String chosen = environment.getOrDefault(portVariable(), "");
        if (chosen.isBlank()) {
            return OptionalInt.of(standardPort);
        }
        if (!chosen.matches("[0-9]{1,5}") || Integer.parseInt(chosen) < 1 || Integer.parseInt(chosen) > 65535) {
            throw LaunchException.misused(portVariable() + "=" + chosen + " is no port (1 to 65535)");
        }
        return OptionalInt.of(Integer.parseInt(chosen));
    }

    /** The environment variable that moves it to another port. */
    public String portVariable() {
        return "BALLAST_LOCAL_" + name() + "_PORT";
    }

    /** The signal it ends on in good order; PostgreSQL waits for its clients on TERM, but not on INT. */
    String stopSignal() {
        return stopSignal;
    }

    /** How long it may take to be ready before the start counts as failed. */
    public Duration readyWithin() {
        return readyWithin;
    }

    @JsonCreator
    public static Member of(String id) {
        return Arrays.stream(values())
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow(() -> LaunchException.misused("there is no process '" + id + "'; names: "
                        + LISTED.stream().map(Member::id).collect(Collectors.joining(", "))));
    }
}
