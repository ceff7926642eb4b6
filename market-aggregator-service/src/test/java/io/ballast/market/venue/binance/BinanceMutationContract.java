// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.capture.Capture;
import io.ballast.market.capture.Capture.Line;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.mutation.Mutation;
import io.ballast.market.venue.mutation.MutationContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Diffs without a checksum: what is changed within one cannot be noticed. */
abstract class BinanceMutationContract extends MutationContract {

    private static final Pattern DIFF =
            Pattern.compile("\"e\":\"depthUpdate\",\"E\":\\d+,(?:\"T\":\\d+,)?\"s\":\"([A-Z]+)\"");
    private static final Pattern WANTED = Pattern.compile("symbol=([A-Z]+)");

    private final Map<String, String> symbols;
    private final List<Line> lines;

    /**
     * @param capture name of the recording
     * @param symbols canonical ones by the venue's
     */
    BinanceMutationContract(String capture, Map<String, String> symbols) {
        this.symbols = symbols;
        this.lines = Capture.lines(capture);
    }

    abstract SessionBench subscribed(String... canonical);

    @Override
    protected List<Line> frames() {
        return lines.stream().filter(line -> line.type().equals("recv")).toList();
    }

    @Override
    protected SessionBench open() {
        SessionBench bench = subscribed(symbols.values().stream().sorted().toArray(String[]::new));
        for (int i = 0; i < symbols.size(); i++) {
            Matcher wanted = WANTED.matcher(bench.asked.getFirst().url());
            String symbol = wanted.find() ? wanted.group(1) : "";
            bench.answer(lines.stream()
                    .filter(line -> line.url().contains("/depth?symbol=" + symbol + "&"))
                    .findFirst()
                    .orElseThrow()
                    .data());
            bench.time.advance(Duration.ofMillis(250));
        }
        return bench;
    }

    @Override
    protected @Nullable String updated(Line frame) {
        Matcher diff = DIFF.matcher(frame.data());
        return diff.find() ? symbols.get(diff.group(1)) : null;
    }

    @Override
    protected Set<Mutation> unnoticeable() {
        return Set.of(Mutation.CORRUPT);
    }
}
