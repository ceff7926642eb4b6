// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.IdempotentPublisher;
import io.ballast.common.events.IdempotentPublisher.Numbered;
import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.market.aggregation.ConsolidatedQuote;
import io.ballast.market.features.Features;
import io.ballast.market.publication.PublicationBuffer.Batch;
import io.ballast.market.publication.PublicationBuffer.ViewKey;
import io.ballast.market.publication.PublishSpans.Traced;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueQuote;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the market did: one batch at a time, each as large as what gathered while the one before was under
 * way.
 *
 * <p>Safe for use from every venue's loop; the lock is held for queue operations only.
 */
@ApplicationScoped
class MarketPublication implements MarketListener, ConsolidatedQuote.Listener, Features.Listener {

    private static final Logger LOG = Logger.getLogger(MarketPublication.class);

    private final IdempotentPublisher publisher;
    private final PublishSpans spans;
    private final PublicationConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final String process = UUID.randomUUID().toString();
    private final MarketEvents events = new MarketEvents(process);
    private final Object lock = new Object();
    private final Drops drops;
    private final PublicationBuffer buffer;
    private final LostTrades lost = new LostTrades();
    private boolean flushing;
    private boolean away;

    MarketPublication(
            IdempotentPublisher publisher,
            PublishSpans spans,
            PublicationConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.spans = spans;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.drops = (topic, reason) -> meters.counter(
                        "ballast_events_dropped", "topic", topic.topicName(), "reason", reason)
                .increment();
        this.buffer = new PublicationBuffer(config, drops);
        for (Topic topic : List.of(Topic.MARKET_TRADES, Topic.MARKET_CONTROL)) {
            meters.counter("ballast_events_dropped", "topic", topic.topicName(), "reason", "full");
        }
    }

    @Override
    public void trade(Trade trade, @Nullable String traceparent) {
        synchronized (lock) {
            if (lost.goesOnWith(trade) || !buffer.trade(trade, traceparent)) {
                lost.add(trade);
                drops.dropped(Topic.MARKET_TRADES, "full");
            }
        }
        flush();
    }

    @Override
    public void quote(VenueQuote quote) {
        if (quote.news()) {
            newest(Topic.MARKET_QUOTES, quote.venue().value(), events.quote(quote));
        }
    }

    @Override
    public void consolidated(ConsolidatedQuote quote) {
        newest(Topic.MARKET_QUOTES, MarketEvents.CONSOLIDATED, events.quote(quote));
    }

    @Override
    public void features(Features features) {
        newest(Topic.MARKET_NORMALIZED, MarketEvents.CONSOLIDATED, events.features(features));
    }

    private void newest(Topic topic, String venue, Event event) {
        synchronized (lock) {
            buffer.view(new ViewKey(topic, event.subject(), venue), event);
        }
        flush();
    }

    @Override
    public void control(ControlEvent event) {
        Event control = events.control(event);
        synchronized (lock) {
            buffer.control(control);
        }
        flush();
    }

    private void flush() {
        Batch batch;
        synchronized (lock) {
            if (flushing) {
                return;
            }
            batch = buffer.take();
            if (batch.isEmpty()) {
                return;
            }
            flushing = true;
        }
        List<Outgoing> outgoing = outgoing(batch);
        Traced traced = spans.begin(outgoing);
        publisher
                .publish(process, numbered(batch, traced.events()))
                .onTermination()
                .invoke(traced.end())
                .subscribe()
                .with(done -> confirmed(), this::failed);
    }

    private List<Outgoing> outgoing(Batch batch) {
        List<Outgoing> all = new ArrayList<>();
        batch.controls().forEach(control -> all.add(new Outgoing(Topic.MARKET_CONTROL, control.event())));
        batch.trades()
                .forEach(pending -> all.add(
                        new Outgoing(Topic.MARKET_TRADES, events.trade(pending.trade(), pending.traceparent()))));
        batch.views().forEach(view -> all.add(new Outgoing(view.key().topic(), view.event())));
        return all;
    }

    private static List<Numbered> numbered(Batch batch, List<Outgoing> events) {
        List<Numbered> all = new ArrayList<>();
        Iterator<Outgoing> next = events.iterator();
        batch.controls().forEach(control -> all.add(number(next.next(), control.number())));
        batch.trades().forEach(pending -> all.add(number(next.next(), pending.number())));
        batch.views().forEach(view -> all.add(number(next.next(), view.number())));
        return all;
    }

    private static Numbered number(Outgoing outgoing, long number) {
        return new Numbered(outgoing.topic(), outgoing.event(), number);
    }

    private void confirmed() {
        synchronized (lock) {
            buffer.confirmed();
            lost.end(buffer.roomForGaps()).forEach(run -> buffer.gap(events.gap(run, time.now())));
            if (away) {
                away = false;
                LOG.info("publishing again");
            }
            flushing = false;
        }
        flush();
    }

    private void failed(Throwable failure) {
        synchronized (lock) {
            buffer.failed();
            if (!away) {
                away = true;
                LOG.warnf("publishing held back: cause=%s", failure.getMessage());
            }
        }
        timer.after(config.retryInterval(), this::retry);
    }

    /** How many trades wait. */
    int waitingTrades() {
        synchronized (lock) {
            return buffer.waitingTrades();
        }
    }

    /** What the waiting trades keep in memory, about. */
    long waitingTradeBytes() {
        synchronized (lock) {
            return buffer.waitingTradeBytes();
        }
    }

    private void retry() {
        synchronized (lock) {
            flushing = false;
        }
        flush();
    }
}
