// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.mapping.Sorter;
import io.ballast.common.events.Shards;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisKeys;

/**
 * One stream of a route: what one instance at a time reads, in order. Keys that change together are in one slot of a
 * Redis Cluster, that of the stream written to.
 *
 * @param stream key of the stream that is read
 */
record Lane(RelayRoute route, String topic, String stream) {

    /** The stream that is written to. */
    String targetKey() {
        return new Shards(route.sink().topicOf(topic), 1).keys().getFirst();
    }

    /** On the target: the mark, and the highest epoch that has claimed it. */
    String positionKey() {
        return RedisKeys.beside("ballast:bridge:position", targetKey(), name());
    }

    /** On the target: a row for each commit. */
    String ledgerKey() {
        return RedisKeys.beside("ballast:bridge:ledger", targetKey(), name());
    }

    /** On the source: where the route began. */
    String originKey() {
        return RedisKeys.beside("ballast:bridge:origin", stream, route.id() + ":" + targetKey());
    }

    String leaseName() {
        return "bridge-" + route.id() + "-" + stream;
    }

    /** Among all lanes that write to one stream. */
    private String name() {
        return route.id() + ":" + stream;
    }

    Sorter sorter() {
        boolean events = Topic.named(topic).map(Topic::hasEnvelope).orElse(true);
        return new Sorter(route.filter(), route.map(), events);
    }
}
