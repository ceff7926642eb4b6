// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ballast.market.venue.Line;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Our messages, one channel each, sent in order and no faster than the venue takes them. */
final class Requests {

    private static final JsonFactory JSON = new JsonFactory();

    private final Line line;
    private final Duration interval;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean pausing;

    Requests(Line line, Duration interval) {
        this.line = line;
        this.interval = interval;
    }

    void subscribe(String channel, Collection<String> products) {
        send("subscribe", channel, products);
    }

    void unsubscribe(String channel, String product) {
        send("unsubscribe", channel, List.of(product));
    }

    private void send(String type, String channel, Collection<String> products) {
        waiting.addLast(text(type, channel, products));
        next();
    }

    private void next() {
        String text = pausing ? null : waiting.pollFirst();
        if (text != null) {
            pausing = true;
            line.after(interval, () -> {
                pausing = false;
                next();
            });
            line.send(text);
        }
    }

    private static String text(String type, String channel, Collection<String> products) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            if (!products.isEmpty()) {
                json.writeArrayFieldStart("product_ids");
                for (String product : products) {
                    json.writeString(product);
                }
                json.writeEndArray();
            }
            json.writeStringField("channel", channel);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
