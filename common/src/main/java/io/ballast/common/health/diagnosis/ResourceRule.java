// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.health.diagnosis.Finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** What the instance runs on is used up, or will be soon. */
final class ResourceRule implements Rule {

    @Override
    public Stream<Finding> apply(Facts facts, List<Finding> found) {
        return facts.of(Kind.RESOURCE).filter(c -> !c.working()).map(ResourceRule::alarm);
    }

    private static Finding alarm(Component resource) {
        String name = resource.name();
        return new Finding(
                name.replace('_', '-') + "-" + resource.state(),
                resource.state().equals("threshold") ? Severity.CRITICAL : Severity.WARNING,
                name,
                switch (resource.state()) {
                    case "threshold" -> "its limit is reached";
                    case "forecast" -> "its limit will be reached within the forecast's time if nothing changes";
                    default -> "it is far above what it was in the last hour";
                },
                "value=" + resource.figures().get("value") + " threshold="
                        + resource.figures().get("threshold")
                        + " forecast=" + resource.figures().get("forecast") + " score="
                        + resource.figures().get("anomaly_score"),
                advice(name),
                "docs/runbooks/forecast-alert.md");
    }

    private static String advice(String name) {
        return switch (name) {
            case "disk" ->
                "free space on the file system of ballast.health.disk-path: logs, append-only files, WAL kept by"
                        + " an unread replication slot";
            case "memory" ->
                "take a class histogram now and in ten minutes (jcmd PID GC.class_histogram); give more heap, or restart"
                        + " this instance before it ends by itself";
            case "cpu" -> "add a replica, or find the caller in http_server_requests_seconds";
            case "error_rate" -> "the other findings name the dependency; else the log's errorId lines do";
            default ->
                "add a replica, or find the slow path in http_server_requests_seconds; a slow dependency is among"
                        + " the other findings";
        };
    }
}
