// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.reconciliation.matching.Instruments.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The worked cases of {@code trading-calculation-contracts.json}, read where it lies. There costs are positive; the
 * broker signs them the other way. What of the file is not ours to compute is named in {@link #NOT_OURS}.
 */
class WorkedCasesTest {

    private static final Instrument DOLLAR = new Instrument("CASE", null, null, null, BigDecimal.ONE, "USD");

    /** Sections that speak of something no reconciliation does. */
    private static final Set<String> NOT_OURS = Set.of(
            "broker_fee_application", // fees are the broker's word, never made up from a schedule
            "analytics_summary", // statistics over bot trades: the trade repository's
            "dollar_breakeven_tolerance", // a win is above zero; there is no band
            "csv_import_cases", // other programs' export files are no input
            "r_value"); // risk multiples are no figure of the contract

    @Test
    void everySectionIsRunOrNamedAsNotOurs() throws IOException {
        Set<String> sections = new TreeSet<>(NOT_OURS);
        sections.addAll(List.of("pnl_engine_cases", "chart_pnl_measurement_cases"));
        assertThat(file().fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(sections);
    }

    /** Not compared: {@code pnl_percent} (of the entry's value; ours is of equity), and costs shared out over exits. */
    @TestFactory
    Stream<DynamicTest> realizedResults() throws IOException {
        return cases("pnl_engine_cases")
                .map(c -> DynamicTest.dynamicTest(c.at("/id").asText(), () -> realized(c)));
    }

    /** Not compared: {@code position_basis} and {@code pnl_percent}. */
    @TestFactory
    Stream<DynamicTest> openResults() throws IOException {
        return cases("chart_pnl_measurement_cases")
                .map(c -> DynamicTest.dynamicTest(c.at("/id").asText(), () -> open(c)));
    }

    private static void open(JsonNode worked) {
        JsonNode in = worked.get("input");
        Side side = in.get("side").asText().equals("long") ? Side.BUY : Side.SELL;
        BigDecimal size = decimal(in, "point_value", BigDecimal.ONE);
        BigDecimal entry = decimal(in, "entry_price");
        BigDecimal exit = decimal(in, "exit_price");
        same(gross(side, decimal(in, "quantity"), entry, exit, size), worked.at("/expected/dollar_pnl"));
        same(side.signed(exit.subtract(entry)), worked.at("/expected/price_change"));
    }

    private static void realized(JsonNode worked) {
        JsonNode in = worked.get("input");
        Side side = in.get("side").asText().equals("long") ? Side.BUY : Side.SELL;
        BigDecimal size = decimal(in, "contractSize", decimal(in, "pointValue", BigDecimal.ONE));
        boolean grouped = in.at("/executions/0").has("entryPrice");
        History history = grouped ? grouped(in, side, size) : oneByOne(in, side, size);

        Set<Long> tickets = history.deals.stream()
                .map(deal -> Objects.requireNonNull(deal.ticket()))
                .collect(Collectors.toSet());
        Close close = Close.of(tickets, history.deals).orElseThrow();
        JsonNode whole = worked.at("/expected/aggregate");
        same(close.pnl(), whole.get("pnl"));
        same(close.price(), whole.get("exit_price"));
        Leg leg = Leg.of(history.opened);
        same(leg.entryPrice(), whole.get("entry_price"));
        same(leg.volume(), whole.get("quantity"));
        JsonNode exits = worked.at("/expected/gross_realized_pnl");
        if (!exits.isMissingNode()) {
            List<BigDecimal> each = history.deals.stream()
                    .filter(Deal::closing)
                    .map(Deal::profit)
                    .toList();
            List<JsonNode> expected =
                    elements(exits).filter(node -> !node.isNull()).toList();
            assertThat(each).hasSameSizeAs(expected);
            for (int i = 0; i < each.size(); i++) {
                same(each.get(i), expected.get(i));
            }
        }
        if (grouped) {
            for (int i = 0; i < history.opened.size(); i++) {
                Close own = Close.of(Set.of(1L + i), history.deals).orElseThrow();
                same(own.pnl(), worked.at("/expected/realized_pnl/" + i));
            }
        }
    }

    private record History(List<Terms> opened, List<Deal> deals) {}

    /** Each execution is a position of its own, with all its costs on the way out. */
    private static History grouped(JsonNode in, Side side, BigDecimal size) {
        History history = new History(new ArrayList<>(), new ArrayList<>());
        long ticket = 1;
        for (JsonNode execution : in.get("executions")) {
            BigDecimal quantity = decimal(execution, "quantity");
            BigDecimal entry = decimal(execution, "entryPrice");
            BigDecimal exit = decimal(execution, "exitPrice");
            history.opened.add(terms(side, quantity, entry));
            history.deals.add(deal(ticket, Deal.Entry.IN, quantity, entry, BigDecimal.ZERO, BigDecimal.ZERO));
            BigDecimal profit = gross(side, quantity, entry, exit, size);
            history.deals.add(deal(ticket, Deal.Entry.OUT, quantity, exit, profit, costs(execution)));
            ticket++;
        }
        return history;
    }

    /** One position that is opened once and closed in one or several parts. */
    private static History oneByOne(JsonNode in, Side side, BigDecimal size) {
        History history = new History(new ArrayList<>(), new ArrayList<>());
        BigDecimal entry = decimal(in.at("/executions/0"), "price");
        for (JsonNode execution : in.get("executions")) {
            BigDecimal quantity = decimal(execution, "quantity");
            BigDecimal price = decimal(execution, "price");
            boolean opening = execution.get("action").asText().equals(side.text());
            if (opening) {
                history.opened.add(terms(side, quantity, price));
            }
            BigDecimal profit = opening ? BigDecimal.ZERO : gross(side, quantity, entry, price, size);
            history.deals.add(
                    deal(1, opening ? Deal.Entry.IN : Deal.Entry.OUT, quantity, price, profit, costs(execution)));
        }
        return history;
    }

    private static BigDecimal costs(JsonNode execution) {
        return decimal(execution, "commission", BigDecimal.ZERO)
                .add(decimal(execution, "fees", BigDecimal.ZERO))
                .negate();
    }

    private static Deal deal(
            long ticket, Deal.Entry entry, BigDecimal volume, BigDecimal price, BigDecimal profit, BigDecimal costs) {
        return new Deal(
                1, Deal.Kind.BUY, ticket, null, entry, volume, price, profit, BigDecimal.ZERO, costs, Instant.EPOCH);
    }

    /** What our own arithmetic makes of it. */
    private static BigDecimal gross(
            Side side, BigDecimal quantity, BigDecimal entry, BigDecimal current, BigDecimal size) {
        Instrument instrument = new Instrument(DOLLAR.symbol(), null, null, null, size, "USD");
        ProfitAndLoss pnl = ProfitAndLoss.of(
                new BrokerPosition(1, terms(side, quantity, entry), current, null, null, null, null),
                "USD",
                Instruments.of(List.of(instrument)),
                CrossRates.of(List.of()));
        assertThat(pnl.code()).isNull();
        return Objects.requireNonNull(pnl.amount());
    }

    private static Terms terms(Side side, BigDecimal quantity, BigDecimal entry) {
        return new Terms(DOLLAR.symbol(), side, quantity, entry, Instant.EPOCH, null, null);
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return node.get(field).decimalValue();
    }

    private static BigDecimal decimal(JsonNode node, String field, BigDecimal absent) {
        return node.has(field) ? node.get(field).decimalValue() : absent;
    }

    /** To the ten places that the file gives. */
    private static void same(@Nullable BigDecimal actual, JsonNode expected) {
        assertThat(Objects.requireNonNull(actual).setScale(10, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo(expected.decimalValue());
    }

    private static Stream<JsonNode> cases(String section) throws IOException {
        return elements(file().get(section));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode file() throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(SharedData.read("trading-calculation-contracts.json"));
    }
}
