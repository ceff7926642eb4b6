// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.market.aggregation.ConsolidatedQuote;
import io.ballast.market.publication.PublicationBuffer.QuoteKey;
import io.ballast.market.publication.PublishSpans.Traced;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueQuote;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the market did: one batch at a time, each as large as what gathered while the one before was under
 * way. Every trade and control event is published at least once and in order, unless the buffer overflowed; quotes are
 * conflated under pressure.
 *
 * <p>Safe for use from every venue's loop; the lock is held for queue operations only.
 */
@ApplicationScoped
class MarketPublication implements MarketListener, ConsolidatedQuote.Listener {

    private static final Logger LOG = Logger.getLogger(MarketPublication.class);

    private final EventPublisher publisher;
    private final PublishSpans spans;
    private final PublicationConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final MarketEvents events = new MarketEvents(UUID.randomUUID().toString());
    private final Object lock = new Object();
    private final PublicationBuffer buffer;
    private final LostTrades lost = new LostTrades();
    private boolean flushing;
    private boolean away;

    MarketPublication(
            EventPublisher publisher,
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
        this.buffer = new PublicationBuffer(config, (topic, reason) -> meters.counter(
                        "ballast_events_dropped", "topic", topic.topicName(), "reason", reason)
                .increment());
        for (Topic topic : List.of(Topic.MARKET_TRADES, Topic.MARKET_CONTROL)) {
            meters.counter("ballast_events_dropped", "topic", topic.topicName(), "reason", "full");
        }
    }

    @Override
    public void trade(Trade trade, @Nullable String traceparent) {
        Event event = events.trade(trade, traceparent);
        synchronized (lock) {
            if (!buffer.trade(event)) {
                lost.add(trade);
            }
        }
        flush();
    }

    @Override
    public void quote(VenueQuote quote) {
        if (quote.news()) {
            quote(quote.venue().value(), events.quote(quote));
        }
    }

    @Override
    public void consolidated(ConsolidatedQuote quote) {
        quote(MarketEvents.CONSOLIDATED, events.quote(quote));
    }

    private void quote(String venue, Event event) {
        synchronized (lock) {
            buffer.quote(new QuoteKey(event.subject(), venue), event);
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
        List<Outgoing> batch;
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
        Traced traced = spans.begin(batch);
        publisher
                .publish(traced.events())
                .onTermination()
                .invoke(traced.end())
                .subscribe()
                .with(done -> confirmed(), this::failed);
    }

    private void confirmed() {
        synchronized (lock) {
            buffer.confirmed();
            lost.announce(time.now()).forEach(gap -> buffer.control(events.control(gap)));
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

    private void retry() {
        synchronized (lock) {
            flushing = false;
        }
        flush();
    }
}
