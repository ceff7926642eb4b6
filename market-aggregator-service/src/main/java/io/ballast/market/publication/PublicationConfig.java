// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds and pace of publication. */
@ConfigMapping(prefix = "ballast.market.publication")
interface PublicationConfig {

    /** Events appended in one pipelined batch. */
    @WithDefault("500")
    int batch();

    /** Trades kept while the streams are away; what does not fit is announced as a gap. */
    @WithDefault("300000")
    int trades();

    /** Bytes that these trades may keep in memory, about; the first bound that is reached counts. */
    @WithDefault("67108864")
    long tradeBytes();

    /** Quotes and features waiting beyond which only the newest of each symbol and venue is kept. */
    @WithDefault("1000")
    int quotes();

    /** Control events kept while the streams are away; beyond it the oldest go, except announcements of gaps. */
    @WithDefault("10000")
    int controls();

    /** Wait before a batch that failed is tried again. */
    @WithDefault("250ms")
    Duration retryInterval();
}
