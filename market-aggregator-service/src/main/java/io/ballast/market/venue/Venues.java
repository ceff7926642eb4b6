// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The venues that this instance is connected to. What is configured but cannot be served is logged and left out. */
@ApplicationScoped
public class Venues {

    private static final Logger LOG = Logger.getLogger(Venues.class);

    private final MarketConfig config;
    private final Map<String, VenueAdapter> adapters;
    private final MarketListener listener;
    private final VenueRuntimes runtimes;
    private volatile Map<VenueId, VenueFeed> feeds = Map.of();

    Venues(
            MarketConfig config,
            @All List<VenueAdapter> adapters,
            @All List<MarketListener> listeners,
            VenueRuntimes runtimes) {
        this.config = config;
        this.adapters = adapters.stream()
                .collect(Collectors.toMap(adapter -> adapter.venue().value(), Function.identity()));
        this.listener = new MarketListeners(new ArrayList<>(listeners));
        this.runtimes = runtimes;
    }

    void start(@Observes StartupEvent event) {
        Map<VenueId, VenueFeed> started = new TreeMap<>();
        config.venues().forEach((id, venue) -> {
            if (venue.enabled()) {
                feed(id, venue).ifPresent(feed -> started.put(feed.venue(), feed));
            }
        });
        feeds = Map.copyOf(started);
        started.values().forEach(VenueFeed::start);
    }

    void stop(@Observes ShutdownEvent event) {
        feeds.values().forEach(VenueFeed::close);
    }

    private Optional<VenueFeed> feed(String id, VenueConfig venue) {
        VenueAdapter adapter = adapters.get(id);
        if (adapter == null) {
            LOG.errorf(
                    "venue has no adapter and is not served: venue=%s known=%s", id, new TreeSet<>(adapters.keySet()));
            return Optional.empty();
        }
        Set<Channel> left = new TreeSet<>(venue.channels());
        left.removeAll(adapter.channels());
        if (!left.isEmpty()) {
            LOG.warnf("channels not served by the adapter: venue=%s channels=%s", id, left);
        }
        try {
            VenueSetup setup = VenueSetup.of(adapter, venue);
            return Optional.of(new VenueFeed(adapter, setup, listener, runtimes.of(setup.venue())));
        } catch (IllegalArgumentException e) {
            LOG.errorf("venue's settings cannot be served: venue=%s cause=%s", id, e.getMessage());
            return Optional.empty();
        }
    }

    /** In the order of their ids. */
    public List<VenueFeed> feeds() {
        return feeds.values().stream()
                .sorted((one, other) -> one.venue().compareTo(other.venue()))
                .toList();
    }

    /** Every symbol that some venue is asked for. */
    public Collection<Symbol> symbols() {
        return feeds.values().stream()
                .flatMap(feed -> feed.symbols().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * One venue at one moment.
     *
     * @param state the best state among its books (among its other feeds where it has no book)
     * @param rejected frames that were malformed, oversized or of an unknown kind
     * @param reconnects times the connection came back
     */
    public record Status(
            VenueId venue,
            FeedState state,
            long frames,
            long gaps,
            long checksumFailures,
            long rejected,
            long reconnects,
            @Nullable String lastError,
            List<FeedStatus> feeds) {

        public Status {
            feeds = List.copyOf(feeds);
        }

        /**
         * One feed at one moment.
         *
         * @param age since the last data on the local clock; null if there was none yet
         * @param sequence the venue's number of the last message; null where it numbers nothing
         * @param bidLevels levels held; 0 for channels without a book
         */
        public record FeedStatus(
                Channel channel,
                Symbol symbol,
                FeedState state,
                String reason,
                @Nullable Duration age,
                @Nullable Instant lastUpdateAt,
                @Nullable Long sequence,
                int bidLevels,
                int askLevels) {}
    }
}
