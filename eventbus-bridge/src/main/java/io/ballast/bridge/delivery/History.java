// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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
