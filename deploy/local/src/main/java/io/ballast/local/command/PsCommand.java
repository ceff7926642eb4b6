// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.fleet.MemberState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the processes. */
@Command(name = "ps", description = "Lists what runs.")
final class PsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Prints a JSON list of {name, pid, port, state, ready}.")
    private boolean json;

    PsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<MemberState> states = MemberState.all(surroundings.records(), surroundings.blueprint());
        if (json) {
            List<Map<String, @Nullable Object>> rows =
                    states.stream().map(PsCommand::row).toList();
            surroundings.say(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
        } else {
            line("NAME", "PID", "PORT", "STATE");
            states.forEach(
                    state -> line(state.member().id(), text(state.pid()), text(state.port()), state.description()));
        }
        return 0;
    }

    private static Map<String, @Nullable Object> row(MemberState state) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", state.member().id());
        row.put("pid", state.pid());
        row.put("port", state.port());
        row.put("state", state.state());
        row.put("ready", state.ready());
        return row;
    }

    private void line(String name, String pid, String port, String state) {
        surroundings.say(String.format(Locale.ROOT, "%-15s %-9s %-6s %s", name, pid, port, state));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
