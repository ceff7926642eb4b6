// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.matching.Instruments.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What names give away, held against the published properties of 186 instruments of two brokers. */
class SymbolPropertiesTest {

    /** Pairs whose brokers quote a coarser or finer step than their pip of the contract implies. */
    private static final Set<String> OTHER_STEP = Set.of("EURHUF", "USDHUF", "HKDJPY", "USDTHB");

    /** Quoted in currencies that we do not know by name: nothing is guessed. */
    private static final Set<String> UNKNOWN_CURRENCY = Set.of("USDINR", "USDKRW", "USDSAR");

    private record Row(String symbol, String type, String quote, BigDecimal step) {}

    @Test
    void ofEveryPairTheQuoteCurrencyAndThePipAreKnown() throws IOException {
        Instruments untold = Instruments.of(List.of());
        List<Row> pairs = rows().filter(row -> row.type.equals("forex")).toList();
        assertThat(pairs).hasSizeGreaterThan(100);
        for (Row row : pairs) {
            if (UNKNOWN_CURRENCY.contains(row.symbol)) {
                assertThat(untold.pip(row.symbol)).as(row.symbol).isNull();
                continue;
            }
            assertThat(untold.quoteCurrency(row.symbol)).as(row.symbol).isEqualTo(row.quote);
            assertThat(untold.contractSize(row.symbol)).as(row.symbol).isEqualByComparingTo("100000");
            if (!OTHER_STEP.contains(row.symbol)) {
                assertThat(untold.pip(row.symbol)).as(row.symbol).isEqualByComparingTo(row.step.movePointRight(1));
            }
        }
    }

    @Test
    void theStepThatABrokerTellsMakesThePip() throws IOException {
        for (Row row : rows().filter(row -> row.type.equals("forex") && !row.symbol.equals("USDKRW"))
                .toList()) {
            int digits = row.step.stripTrailingZeros().scale();
            Instrument told = new Instrument(row.symbol, digits, row.step, null, null, row.quote);
            assertThat(Instruments.of(List.of(told)).pip(row.symbol))
                    .as(row.symbol)
                    .isEqualByComparingTo(row.step.movePointRight(1));
        }
    }

    @Test
    void metalsAreQuotedInTheCurrencyOfTheirName() throws IOException {
        Instruments untold = Instruments.of(List.of());
        List<Row> metals = rows().filter(row -> row.symbol.matches("XA[UG](?!XAG)[A-Z]{3}"))
                .toList();
        assertThat(metals).hasSizeGreaterThan(15);
        for (Row row : metals) {
            boolean gold = row.symbol.startsWith("XAU");
            assertThat(untold.quoteCurrency(row.symbol)).as(row.symbol).isEqualTo(row.quote);
            assertThat(untold.pip(row.symbol)).as(row.symbol).isEqualByComparingTo(gold ? "0.1" : "0.01");
            assertThat(untold.contractSize(row.symbol)).as(row.symbol).isEqualByComparingTo(gold ? "100" : "5000");
        }
    }

    /** Copper, oil, bonds, grain and an exchange rate of two metals look like nothing we know. */
    @Test
    void ofWhatIsNoneOfOurClassesNothingIsGuessed() throws IOException {
        for (Row row : rows().filter(
                        row -> row.symbol.matches("XCU.*|XP[DT].*|.*OUSD|NATGAS.*|US[B]\\d.*|XAUXAG|.*BUND.*"))
                .toList()) {
            assertThat(SymbolClass.of(row.symbol)).as(row.symbol).isEqualTo(SymbolClass.UNKNOWN);
        }
    }

    private static Stream<Row> rows() throws IOException {
        return SharedData.read("symbol-properties-forex-cfd.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(columns -> new Row(columns[1], columns[2], columns[4], new BigDecimal(columns[6])));
    }
}
