// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Line;
import io.ballast.market.venue.VenueBoard;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Asks for topics and sees to it that each is answered: a socket stays up and healthy when a subscription is refused or
 * forgotten. Confined to the venue's loop.
 */
final class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);

    private final VenueBoard board;
    private final Line line;
    private final BybitConfig config;
    private final Requests requests = new Requests();
    /** Asked for, and neither answered nor heard of since. */
    private final Set<Topic> silent = new HashSet<>();

    private boolean established;

    Subscriptions(VenueBoard board, Line line, BybitConfig config) {
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
        silent.addAll(topics);
        line.send(requests.subscribe(topics));
        String number = requests.lastNumber();
        line.after(config.answerLimit(), () -> requests.close(number).ifPresent(this::unanswered));
    }

    void again(Topic topic) {
        line.send(requests.unsubscribe(topic));
        subscribe(List.of(topic));
    }

    /** Data of a topic is as good as an answer. */
    void heard(Topic topic) {
        silent.remove(topic);
        establish();
    }

    void answered(BybitMessage.Answer answer) {
        if (!answer.operation().equals("subscribe")) {
            return; // of an unsubscription, or of a ping
        }
        Optional<Requests.Open> request = requests.answered(answer);
        if (request.isEmpty()) {
            line.unknown("answer to nothing asked");
            return;
        }
        String error = answer.error();
        List<Topic> topics = request.get().topics();
        if (error == null || error.contains("already subscribed")) {
            topics.forEach(this::accepted);
        } else if (topics.size() > 1) {
            topics.forEach(topic -> ask(List.of(topic))); // one bad topic has all of its request refused
        } else {
            refused(topics.getFirst(), error);
            if (!established && requests.allAnswered()) {
                line.fail("every subscription was refused: " + error);
            }
        }
    }

    private void accepted(Topic topic) {
        heard(topic);
        if (topic.channel() == Channel.TRADES) {
            board.tradesLive(topic.symbol());
        }
    }

    private void unanswered(Requests.Open request) {
        request.topics().stream().filter(silent::contains).forEach(topic -> refused(topic, "no answer"));
    }

    private void refused(Topic topic, String cause) {
        silent.remove(topic);
        LOG.errorf(
                "subscription refused: venue=%s channel=%s symbol=%s cause=%s",
                board.venue(), topic.channel().wireName(), topic.symbol(), cause);
        board.rejected(topic.channel(), topic.symbol(), "refused: " + cause);
        line.after(config.resubscribeCeiling(), () -> subscribe(List.of(topic)));
    }

    private void establish() {
        if (!established) {
            established = true;
            line.established();
        }
    }
}
