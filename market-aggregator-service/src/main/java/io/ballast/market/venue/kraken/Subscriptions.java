// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Symbol;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our requests on one connection, and which symbols of each are still unanswered. Confined to the venue's loop. */
final class Subscriptions {

    private static final JsonFactory JSON = new JsonFactory();

    /** @param unanswered shrinks with every answer */
    private record Request(Channel channel, List<Symbol> unanswered) {}

    private final int depth;
    private final Map<Long, Request> open = new HashMap<>();
    private long numbers;

    Subscriptions(int depth) {
        this.depth = depth;
    }

    /** The text of a request; the venue answers it once for each symbol. */
    String subscribe(Channel channel, Collection<Symbol> symbols) {
        long number = ++numbers;
        open.put(number, new Request(channel, new ArrayList<>(symbols)));
        return request("subscribe", number, channel, symbols);
    }

    /** Its answer does not matter: a refusal means that there was nothing to end. */
    String unsubscribe(Channel channel, Symbol symbol) {
        return request("unsubscribe", ++numbers, channel, List.of(symbol));
    }

    /** One (channel, symbol) that an answer is about. */
    record Answered(Channel channel, Symbol symbol) {}

    /** What {@code reply} answers: one symbol where it names one, else all that its request still waits for. */
    List<Answered> answered(KrakenMessage.Reply reply) {
        long number = open.containsKey(reply.request()) ? reply.request() : numberOf(reply);
        Request request = open.get(number);
        if (request == null) {
            return List.of();
        }
        List<Answered> answered = request.unanswered().stream()
                .filter(symbol -> reply.symbol() == null || name(symbol).equals(reply.symbol()))
                .map(symbol -> new Answered(request.channel(), symbol))
                .toList();
        answered.forEach(each -> request.unanswered().remove(each.symbol()));
        if (request.unanswered().isEmpty()) {
            open.remove(number);
        }
        return answered;
    }

    /** The open request of a reply that carries no number of ours, by what it is about; -1 if there is none. */
    private long numberOf(KrakenMessage.Reply reply) {
        return open.entrySet().stream()
                .filter(entry -> name(entry.getValue().channel()).equals(reply.channel()))
                .filter(entry -> entry.getValue().unanswered().stream()
                        .anyMatch(symbol -> name(symbol).equals(reply.symbol())))
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    boolean allAnswered() {
        return open.isEmpty();
    }

    static String name(Symbol symbol) {
        return symbol.base() + "/" + symbol.quote();
    }

    static String name(Channel channel) {
        return channel == Channel.TRADES ? "trade" : channel.wireName();
    }

    private String request(String method, long number, Channel channel, Collection<Symbol> symbols) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("method", method);
            json.writeObjectFieldStart("params");
            json.writeStringField("channel", name(channel));
            json.writeArrayFieldStart("symbol");
            for (Symbol symbol : symbols) {
                json.writeString(name(symbol));
            }
            json.writeEndArray();
            if (channel == Channel.BOOK) {
                json.writeNumberField("depth", depth);
            }
            if (method.equals("subscribe")) {
                json.writeBooleanField("snapshot", true);
            }
            json.writeEndObject();
            json.writeNumberField("req_id", number);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
