// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What each feature's cache did, and how many statements reached the database, up to a moment or between two. */
record CacheDelta(long nanos, Map<String, Counts> features, long queries) {

    /** Requests of one feature. */
    record Counts(long hits, long misses, long loads) {

        double hitRate() {
            return (double) hits / (hits + misses);
        }

        long asked() {
            return hits + misses;
        }

        private Counts minus(Counts earlier) {
            return new Counts(hits - earlier.hits, misses - earlier.misses, loads - earlier.loads);
        }
    }

    static CacheDelta now(Suite suite) {
        Map<String, Counts> counts = StreamSupport.stream(suite.caches().spliterator(), false)
                .collect(Collectors.toMap(each -> each.get("name").textValue(), CacheDelta::counts));
        return new CacheDelta(System.nanoTime(), counts, suite.queries());
    }

    private static Counts counts(JsonNode cache) {
        return new Counts(
                cache.get("hits").longValue(),
                cache.get("misses").longValue(),
                cache.get("loads").longValue());
    }

    CacheDelta since(CacheDelta earlier) {
        return new CacheDelta(
                nanos - earlier.nanos,
                features.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                        .minus(earlier.features.getOrDefault(each.getKey(), new Counts(0, 0, 0))))),
                queries - earlier.queries);
    }

    Counts of(String feature) {
        return features.getOrDefault(feature, new Counts(0, 0, 0));
    }

    double seconds() {
        return nanos / 1e9;
    }

    /** Answers that had to be computed. */
    long loads() {
        return features.values().stream().mapToLong(Counts::loads).sum();
    }
}
