// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.EventType;
import io.ballast.common.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiDocumentTest {

    private static final Path COMMITTED =
            Path.of(String.valueOf(System.getProperty("ballast.root")), "docs", "api", "asyncapi.json");

    /** {@code -Dballast.asyncapi.write=true} writes it anew. */
    @Test
    void theCommittedDocumentIsThatOfTheCatalogue() throws IOException {
        if (Boolean.getBoolean("ballast.asyncapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, AsyncApiDocument.text());
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/api/asyncapi.json; write it anew with -Dballast.asyncapi.write=true")
                .isEqualTo(AsyncApiDocument.text());
    }

    @Test
    void everyTopicAndTypeIsInItAndEveryReferenceLeadsSomewhere() throws IOException {
        JsonNode document = new ObjectMapper().readTree(AsyncApiDocument.text());
        for (Topic topic : Topic.values()) {
            assertThat(document.at("/channels/" + topic.topicName() + "/address")
                            .asText())
                    .isEqualTo(topic.streamKey());
        }
        for (EventType type : EventType.values()) {
            assertThat(document.at("/components/messages/" + type.typeName() + "/payload/properties")
                            .size())
                    .isEqualTo(type.data().members().size());
        }
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }
}
