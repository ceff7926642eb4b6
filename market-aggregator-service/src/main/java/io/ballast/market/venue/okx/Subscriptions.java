// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.VenueBoard;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks for topics and sees to it that each is answered: a socket stays up and healthy when a subscription is refused or
 * forgotten. The venue acknowledges every topic by itself; its refusals name the topic in words, or only the request.
 * Confined to the venue's loop.
 */
final class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);

    private final VenueBoard board;
    private final Line line;
    private final OkxConfig config;
    /** Asked for, and neither answered nor heard of since; by the number of the request. */
    private final Map<String, Set<Topic>> silent = new HashMap<>();

    private long numbers;
    private boolean established;

    Subscriptions(VenueBoard board, Line line, OkxConfig config) {
        this.board = board;
        this.line = line;
        this.config = config;
    }

    void subscribe(List<Topic> topics) {
        topics.forEach(topic -> board.syncing(topic.channel(), topic.symbol()));
        int most = Math.max(1, config.topicsPerRequest());
        for (int from = 0; from < topics.size(); from += most) {
            ask(topics.subList(from, Math.min(topics.size(), from + most)));
        }
    }

    private void ask(List<Topic> topics) {
        String number = Long.toString(++numbers);
        silent.put(number, new LinkedHashSet<>(topics));
        line.send(text("subscribe", number, topics));
        line.after(config.answerLimit(), () -> unanswered(number));
    }

    void again(Topic topic) {
        line.send(text("unsubscribe", Long.toString(++numbers), List.of(topic)));
        subscribe(List.of(topic));
    }

    /** Data of a topic is as good as an answer. */
    void heard(Topic topic) {
        if (!silent.isEmpty()) {
            silent.values().forEach(topics -> topics.remove(topic));
            silent.values().removeIf(Set::isEmpty);
        }
        if (!established) {
            established = true;
            line.established();
        }
    }

    void accepted(Topic topic) {
        heard(topic);
        if (topic.channel() == Channel.TRADES) {
            board.tradesLive(topic.symbol());
        }
    }

    void refused(OkxMessage.Refused answer) {
        String cause = "code " + answer.code() + " " + answer.text();
        Optional<Topic> named = silent.values().stream()
                .flatMap(Set::stream)
                .filter(topic -> topic.isNamedIn(answer.text() + " "))
                .findFirst();
        Set<Topic> asked = silent.get(answer.request());
        if (named.isPresent()) {
            refused(named.get(), cause);
        } else if (asked == null) {
            line.unknown("error " + answer.code());
        } else if (asked.size() == 1) {
            refused(asked.iterator().next(), cause);
        } else {
            silent.remove(answer.request());
            asked.forEach(topic -> ask(List.of(topic)));
        }
    }

    private void unanswered(String number) {
        Set<Topic> forgotten = silent.remove(number);
        if (forgotten != null) {
            forgotten.forEach(topic -> refused(topic, "no answer"));
        }
    }

    private void refused(Topic topic, String cause) {
        silent.values().forEach(topics -> topics.remove(topic));
        silent.values().removeIf(Set::isEmpty);
        LOG.errorf(
                "subscription refused: venue=%s channel=%s symbol=%s cause=%s",
                board.venue(), topic.channel().wireName(), topic.symbol(), cause);
        board.rejected(topic.channel(), topic.symbol(), "refused: " + cause);
        if (!established && silent.isEmpty()) {
            line.fail("every subscription was refused: " + cause);
            return;
        }
        line.after(config.resubscribeCeiling(), () -> subscribe(List.of(topic)));
    }

    private static String text(String operation, String number, List<Topic> topics) {
        return "{\"id\":\"" + number + "\",\"op\":\"" + operation + "\",\"args\":["
                + topics.stream().map(Topic::argument).collect(Collectors.joining(",")) + "]}";
    }
}
