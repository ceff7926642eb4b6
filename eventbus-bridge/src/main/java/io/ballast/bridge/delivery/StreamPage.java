// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one read of a stream found.
 *
 * @param entries in order
 * @param full whether there may be more right behind the last entry
 * @param floor the latest entry still there at or before the position read from; {@link Position#START} if none
 * @param last the latest entry the stream ever took, as it says itself
 * @param epoch names the history that was read
 */
public record StreamPage(Topic topic, List<Entry> entries, boolean full, Position floor, Position last, long epoch) {

    public StreamPage {
        entries = List.copyOf(entries);
    }

    /** One entry, not looked at yet. */
    public record Entry(Topic topic, Position position, Map<String, String> fields) {

        public Entry {
            fields = Map.copyOf(fields);
        }
    }

    /** What the source still holds. */
    public interface History {

        /**
         * Reads what comes after each position, one page per topic. Fails, without waiting, while the source is away.
         *
         * @param upTo entries after this are left out; null: none is
         * @param limit entries per page at most
         */
        CompletionStage<List<StreamPage>> read(Positions after, @Nullable Positions upTo, int limit);

        /** Makes of an entry what clients are sent; null where it is not for clients. */
        @Nullable
        Message decode(StreamPage.Entry entry);
    }
}
