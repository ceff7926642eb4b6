// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.local.venues.protocol.VenueTime;
import java.time.Instant;

/** Answers to requests; every one says when the request came in and when the answer went out. */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final VenueTime time;

    Answers(VenueTime time) {
        this.time = time;
    }

    /**
     * A client's request.
     *
     * @param id as the client wrote it, missing if it wrote none
     */
    record Asked(String method, JsonNode id, Instant at) {}

    String done(Asked asked, Subscription subscription) {
        ObjectNode answer = begin(asked);
        ObjectNode result = answer.putObject("result");
        result.put("channel", subscription.topic().channel());
        if (subscription.topic().channel().equals(Channels.BOOK)) {
            result.put("depth", subscription.depth());
        }
        if (asked.method().equals("subscribe")) {
            result.put("snapshot", subscription.snapshot());
        }
        result.put("symbol", subscription.topic().symbol());
        answer.put("success", true);
        return end(answer, asked);
    }

    String refused(Asked asked, Topic topic, String reason) {
        ObjectNode answer = JSON.createObjectNode().put("error", reason);
        answer.setAll(begin(asked));
        answer.put("success", false).put("symbol", topic.symbol());
        return end(answer, asked);
    }

    String refused(Asked asked, String reason) {
        ObjectNode answer = JSON.createObjectNode().put("error", reason);
        answer.setAll(begin(asked));
        answer.put("success", false);
        return end(answer, asked);
    }

    String pong(Asked asked) {
        return end(begin(new Asked("pong", asked.id(), asked.at())), asked);
    }

    private static ObjectNode begin(Asked asked) {
        ObjectNode answer = JSON.createObjectNode().put("method", asked.method());
        if (!asked.id().isMissingNode()) {
            answer.set("req_id", asked.id());
        }
        return answer;
    }

    private String end(ObjectNode answer, Asked asked) {
        answer.put("time_in", Frames.timestamp(asked.at()));
        answer.put("time_out", Frames.timestamp(time.now()));
        return answer.toString();
    }
}
