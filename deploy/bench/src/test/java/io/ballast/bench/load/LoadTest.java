// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the load can be made and is counted; what comes out in so short a time means nothing. */
class LoadTest {

    private static final LoadMain.Lengths TINY = new LoadMain.Lengths(20, 1, 3, 3, 1, 1);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int load(String... arguments) throws IOException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return LoadMain.run(List.of(arguments), out, TINY, TINY);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyPartMeasuresTheRealService() throws Exception {
        assertThat(load("--quick")).isZero();
        assertThat(output())
                .contains("`reconciliation` hit rate", "`positions` hit rate", "`guards` hit rate")
                .contains("database queries per computed answer", "snapshots/s of 5 positions", "whoami")
                .contains("of plain batches of the same rows")
                .doesNotContain("wrong answers", "NaN", "Infinity");
    }

    @Test
    void whatDoesNotExistIsNamedTogetherWithWhatDoes() throws Exception {
        assertThat(load("misses")).isEqualTo(2);
        assertThat(load("--write", "hits")).isEqualTo(2);
        assertThat(output()).contains("hits, latency, throughput, ingestion");
    }

    @Test
    void aMissedAimIsSaid() {
        assertThat(Finding.table(List.of(Finding.atMost("p99", 21.5, 20, " ms"), Finding.atLeast("share", 1, 0.8, ""))))
                .contains("| p99 | 21.50 ms | at most 20 ms | **no** |")
                .contains("| share | 1 | at least 0.80 | yes |");
    }
}
