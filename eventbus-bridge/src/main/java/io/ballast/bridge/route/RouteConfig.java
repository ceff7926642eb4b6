// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes this instance carries, by id. */
@ConfigMapping(prefix = "ballast.bridge.routes")
public interface RouteConfig {

    @WithParentName
    Map<String, Settings> byId();

    /** One route. */
    interface Settings {

        /** Where its events come from. */
        Source source();

        /** Which of them it carries. */
        Filter filter();

        /** Where they go. */
        Sink sink();

        /** Where reading begins: {@code new}, {@code oldest}, {@code id:<entry id>} or {@code time:<RFC 3339 instant>}. */
        @WithDefault("new")
        String from();

        /** Entries per topic and read, at most; 1 to 10000. */
        @WithDefault("500")
        int batch();

        /** A route that is not enabled is listed as stopped and carries nothing. */
        @WithDefault("true")
        boolean enabled();
    }

    /** A route's source. */
    interface Source {

        /** The kind of source: {@code stream}. */
        String type();

        /** The topics it reads, for example {@code market.trades}. */
        List<String> topics();

        /** Which Redis it reads, by its name under {@code ballast.bridge.redis}; for a stream as sink. */
        @WithDefault("default")
        String redis();

        /** The streams' group that shows how far the route has come; for a stream as sink. Absent: {@code route-<id>}. */
        Optional<String> group();
    }

    /** A route's filter. */
    interface Filter {

        /** Event types to carry; absent: all. */
        Optional<List<String>> types();

        /** Globs of which a subject must match one; absent: all. */
        Optional<List<String>> subjects();
    }

    /** A route's sink. */
    interface Sink {

        /** The kind of sink: {@code push} or {@code stream}. */
        String type();

        /** The topic written to, {@code {topic}} standing for the source's; for a stream as sink. */
        Optional<String> topic();

        /** Which Redis it writes, by its name under {@code ballast.bridge.redis}; for a stream as sink. */
        @WithDefault("default")
        String redis();
    }
}
