// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

class BenchTest {

    /** In this JVM, for a moment: what comes out means nothing, but it comes. */
    private static final Rounds TINY = new Rounds(1, 0, 0, 1, TimeValue.milliseconds(10));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int bench(String... arguments) throws IOException, RunnerException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new BenchMain(TINY, TINY, out).run(List.of(arguments));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyBenchRunsOnBothSides() throws Exception {
        assertThat(bench("--quick")).isZero();
        for (Comparison comparison : Comparison.values()) {
            assertThat(output()).containsPattern("\\| `" + comparison.label() + "` \\| .* \\| .*[nµ]s \\| .*[nµ]s \\|");
        }
    }

    @Test
    void whatDoesNotExistIsNamedTogetherWithWhatDoes() throws Exception {
        assertThat(bench("l3-hit")).isEqualTo(2);
        assertThat(output()).hasLineCount(1).contains("'l3-hit'").contains("l1-hit");
    }

    @Test
    void onlyAWholeRunIsWritten() throws Exception {
        assertThat(bench("--write", "--quick")).isEqualTo(2);
        assertThat(bench("--write", "guard")).isEqualTo(2);
    }

    @Test
    void helpNamesEveryBenchAndItsAim() throws Exception {
        assertThat(bench("--help")).isZero();
        assertThat(output()).contains(Comparison.labels()).contains("under +1000 ns", "at least 0.7");
    }

    @Test
    void aimsAreJudgedByTheirOwnMeasure() {
        assertThat(new Aim.Extra(1000).of(3400, 3000)).isEqualTo(400);
        assertThat(new Aim.Extra(1000).met(1000)).isFalse();
        assertThat(new Aim.Extra(1000).text(-20)).isEqualTo("-20 ns");
        assertThat(new Aim.Times(2).of(60, 30)).isEqualTo(2);
        assertThat(new Aim.Times(2).met(2.01)).isFalse();
        assertThat(new Aim.Share(0.7).of(4, 3)).isEqualTo(0.75);
        assertThat(new Aim.Share(0.7).met(0.69)).isFalse();
    }

    @Test
    void aMissedAimIsSaid() {
        assertThat(Report.table(List.of(new Rounds.Measured(Comparison.LOCAL_HIT, 75, 30))))
                .contains("| `l1-hit` |")
                .contains("| 75.0 ns | 30.0 ns | 2.50 times | at most 2.0 times | **no** |");
        assertThat(Report.time(12_345)).isEqualTo("12.35 µs");
    }

    @Test
    void theTableTakesItsPlaceInTheDocumentAndNothingElse() {
        String document = "a\n<!-- ./ballast bench --write: begin -->\nold\n<!-- ./ballast bench --write: end -->\nb\n";
        assertThat(Document.replaced(document, "bench", "new\n")).isEqualTo(document.replace("old", "new"));
        assertThatThrownBy(() -> Document.replaced("a\n", "bench", "new\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
