// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import io.ballast.local.broker.DemoAccount;
import io.ballast.local.fleet.MemberState;
import io.ballast.local.process.Member;
import io.ballast.local.replay.VenueFeed;
import io.ballast.local.service.ServiceSettings;
import java.util.Locale;

/** What a person sees when everything is up: one table, and where to look next. */
final class Summary {

    private final Surroundings surroundings;
    private final ServiceSettings settings;
    private final boolean foreground;

    Summary(Surroundings surroundings, ServiceSettings settings, boolean foreground) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.foreground = foreground;
    }

    void print() {
        surroundings.say("");
        row("SERVICE", "URL", "STATE");
        for (MemberState state : MemberState.all(surroundings.records(), surroundings.blueprint())) {
            row(state.member().id(), url(state), description(state));
        }
        VenueFeed feed = settings.venues().feeds().getFirst();
        String market = "/api/v1/market/" + feed.symbols().getFirst() + "/venues/"
                + feed.venue().id() + "/book?depth=5";
        surroundings.say("");
        next("a token", "./ballast token [--role user|operator|agent] [--user UUID]");
        next("try", curl(http(Member.RECONCILIATION) + "/api/v1/reconciliation/status"));
        next("", curl(http(Member.MARKET) + market));
        next("OpenAPI", http(Member.RECONCILIATION) + "/q/openapi (the same path on the others)");
        next("logs", surroundings.folder().logs().toString());
        next("a fault", "./ballast kill redis; ./ballast ps; ./ballast start redis");
        next("stop", foreground ? "Ctrl-C, or ./ballast down" : "./ballast down");
    }

    private String description(MemberState state) {
        if (!state.running() && state.member() == Member.VENUES) {
            return "the real venues are used";
        }
        String ready = state.running() && state.ready() ? "ready" : state.description();
        return switch (state.member()) {
            case VENUES -> ready + " (" + settings.venues().title() + ")";
            case BROKER -> ready + " (" + DemoAccount.values().length + " demo accounts)";
            case POSTGRES, REDIS, RECONCILIATION, MARKET, BRIDGE -> ready;
        };
    }

    private String url(MemberState state) {
        return switch (state.member()) {
            case POSTGRES -> "postgresql://ballast@" + address(Member.POSTGRES) + "/ballast";
            case REDIS -> "redis://" + address(Member.REDIS);
            case BROKER -> "-";
            case VENUES -> state.running() ? http(Member.VENUES) : "-";
            case RECONCILIATION, MARKET, BRIDGE -> http(state.member());
        };
    }

    private void row(String service, String url, String state) {
        surroundings.say(String.format(Locale.ROOT, "%-15s %-45s %s", service, url, state));
    }

    private void next(String title, String text) {
        surroundings.say(String.format(Locale.ROOT, "%-8s %s", title, text));
    }

    private static String curl(String url) {
        return "curl -H \"Authorization: Bearer $(./ballast token)\" '" + url + "'";
    }

    private String http(Member member) {
        return "http://" + address(member);
    }

    private String address(Member member) {
        return "127.0.0.1:" + member.port(surroundings.environment()).orElse(0);
    }
}
