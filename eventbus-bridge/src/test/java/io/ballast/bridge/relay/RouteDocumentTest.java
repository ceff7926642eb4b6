// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.bridge.mapping.Sorter.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteDocumentTest {

    private static final RouteDocument DOCUMENTS = new RouteDocument(Set.of("default", "other"));

    private static RelayRoute parse(String json) {
        try {
            return DOCUMENTS.parse(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyExampleOfTheDocumentationIsARoute() throws IOException {
        Path document = Path.of(System.getProperty("ballast.root"), "docs/routes.md");
        List<String> examples = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(document))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSize(3).allSatisfy(example -> assertThatCode(() -> parse(example))
                .doesNotThrowAnyException());
    }

    @Test
    void selectsAndChangesAsTheDocumentationSays() {
        Lane lane = parse("{'id':'r','source':{'type':'stream','topics':['a']},'sink':{'type':'stream','topic':'b'},"
                        + "'filter':{'types':['t'],'subjects':['BTC-*'],'data':[{'pointer':'/size','op':'>=','value':0.1}]},"
                        + "'map':{'set':{'region':'eu'},'drop':['traceparent'],'project':['/size','/deep/price']}}")
                .lanes()
                .getFirst();
        Map<String, String> event = new HashMap<>(Map.of(
                "specversion", "1.0",
                "id", "1",
                "source", "/s",
                "type", "t",
                "subject", "BTC-USDT",
                "time", "2026-01-05T12:00:00Z",
                "traceparent", "x",
                "data", "{\"size\":0.10,\"other\":1,\"deep\":{\"price\":\"1.50\"}}"));

        assertThat(lane.sorter().judge(event))
                .isInstanceOfSatisfying(Verdict.Changed.class, changed -> assertThat(changed.fields())
                        .containsEntry("region", "eu")
                        .containsEntry("data", "{\"size\":0.10,\"price\":\"1.50\"}")
                        .doesNotContainKey("traceparent"));
        event.put("data", "{\"size\":0.09}");
        assertThat(lane.sorter().judge(event)).isEqualTo(new Verdict.Skipped());
        event.put("data", "{\"size\"}");
        assertThat(lane.sorter().judge(event)).isEqualTo(new Verdict.Poison("data is no JSON object"));
        event.put("subject", "ETH-USDT");
        assertThat(lane.sorter().judge(event)).isEqualTo(new Verdict.Skipped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'filter':{'subjects':['']}                               | filter.subjects: a glob has",
                "'filter':{'data':[{'pointer':'x','value':1}]}            | filter.data: ",
                "'filter':{'data':[{'pointer':'/x','op':'=~','value':1}]} | filter.data: must be one of",
                "'map':{'drop':['subject']}                               | map.drop: an event must have",
                "'map':{'set':{'id':'1'}}                                 | map.set: not to be set",
                "'map':{'topic':'A B'}                                    | map.topic: must be",
                "'from':'newest'                                          | from: must be",
                "'from':'id:x'                                            | from: not an entry id",
                "'batch':0                                                | batch: must be",
                "'batch':'many'                                           | batch: must be",
                "'priority':'urgent'                                      | priority: ",
                "'colour':'red'                                           | colour: unknown field",
            })
    void aRefusalNamesTheField(String part, String message) {
        assertThatThrownBy(() -> parse("{'id':'r','source':{'type':'stream','topics':['a']},"
                        + "'sink':{'type':'stream','topic':'b'}," + part + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aRouteThatFeedsItselfByWayOfOthersIsRefused() {
        Loops loops = new Loops(name -> name.equals("other") ? "redis://b" : "redis://a");
        RelayRoute there = route("there", "a", "default", "b", "other");
        RelayRoute back = route("back", "b", "other", "a", "default");
        RelayRoute elsewhere = route("else", "b", "default", "a", "default");

        assertThatThrownBy(() -> loops.refuse(back, List.of(there, elsewhere)))
                .hasMessageStartingWith("sink.topic: the route would feed its own source");
        assertThatCode(() -> loops.refuse(elsewhere, List.of(there))).doesNotThrowAnyException();
    }

    private static RelayRoute route(String id, String from, String fromRedis, String to, String toRedis) {
        return parse(
                "{'id':'%s','source':{'type':'stream','topics':['%s'],'redis':'%s'},'sink':{'type':'stream','topic':'%s','redis':'%s'}}"
                        .formatted(id, from, fromRedis, to, toRedis));
    }
}
