// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Our requests on one connection, and those still unanswered: each is answered once. Confined to the venue's loop. */
final class Requests {

    /** One that is under way. */
    record Open(String number, List<Topic> topics) {}

    private final SequencedMap<String, List<Topic>> open = new LinkedHashMap<>();
    private long numbers;

    /** The text of a request; {@link #lastNumber()} is its number. */
    String subscribe(List<Topic> topics) {
        String number = next();
        open.put(number, List.copyOf(topics));
        return text("subscribe", number, topics);
    }

    /** Its answer does not matter: a refusal means that there was nothing to end. */
    String unsubscribe(Topic topic) {
        return text("unsubscribe", next(), List.of(topic));
    }

    /** The request that an answer is about, which is none of the open ones any more; the oldest if it does not say. */
    Optional<Open> answered(BybitMessage.Answer answer) {
        if (answer.request().isEmpty()) {
            return Optional.ofNullable(open.pollFirstEntry()).map(Requests::open);
        }
        return close(answer.request());
    }

    /** Gives up waiting for an answer; empty if it was answered. */
    Optional<Open> close(String number) {
        return Optional.ofNullable(open.remove(number)).map(topics -> new Open(number, topics));
    }

    private static Open open(Map.Entry<String, List<Topic>> entry) {
        return new Open(entry.getKey(), entry.getValue());
    }

    boolean allAnswered() {
        return open.isEmpty();
    }

    String lastNumber() {
        return Long.toString(numbers);
    }

    private String next() {
        return Long.toString(++numbers);
    }

    static String ping() {
        return "{\"op\":\"ping\"}";
    }

    private static String text(String operation, String number, List<Topic> topics) {
        String names = topics.stream().map(topic -> '"' + topic.name() + '"').collect(Collectors.joining(","));
        return "{\"op\":\"" + operation + "\",\"req_id\":\"" + number + "\",\"args\":[" + names + "]}";
    }
}
