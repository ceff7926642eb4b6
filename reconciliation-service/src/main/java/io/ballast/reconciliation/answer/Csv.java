// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.answer;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/**
 * Answers as CSV (RFC 4180, UTF-8, a header row, lines end in CR LF), made page by page as the caller takes them: a page
 * is only read when the one before has been handed to the connection. Null is an empty cell, decimals are plain. A
 * failure before the first row is a problem as everywhere; a later one breaks the connection off, so that a part cannot
 * be taken for the whole.
 *
 * @param header names of the columns
 * @param cells of one row, as many as there are columns
 * @param page rows after the given one, the first ones for null; a page shorter than {@code size} is the last
 */
public record Csv<T>(
        List<String> header,
        Function<T, List<? extends @Nullable Object>> cells,
        Function<@Nullable T, Uni<List<T>>> page,
        int size) {

    /** The media type; less wanted than JSON by whoever takes anything. */
    public static final String TYPE = "text/csv;qs=0.5";

    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\r\n");

    /** The whole answer. */
    public RestMulti<byte[]> stream() {
        return RestMulti.fromUniResponse(page.apply(null), this::chunks);
    }

    private Multi<byte[]> chunks(List<T> first) {
        Multi<byte[]> start = Multi.createFrom().item(() -> concat(text(List.of(header)), rows(first)));
        return first.size() < size
                ? start
                : Multi.createBy()
                        .concatenating()
                        .streams(start, rest(first.getLast()).map(this::rows));
    }

    private Multi<List<T>> rest(T last) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(last), at -> page.apply(at.get())
                        .invoke(rows -> {
                            if (!rows.isEmpty()) {
                                at.set(rows.getLast());
                            }
                        }))
                .whilst(rows -> rows.size() == size);
    }

    private byte[] rows(List<T> rows) {
        return text(rows.stream().map(cells).toList());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] text(List<? extends List<? extends @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (SequenceWriter writer = MAPPER.writer(LINES).writeValues(text)) {
            for (List<? extends @Nullable Object> row : rows) {
                writer.write(row.stream().map(Csv::cell).toArray(String[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a spreadsheet would take for a formula is marked as text, where it is not a number of ours. */
    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal decimal -> decimal.toPlainString();
            case String text when !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 -> "'" + text;
            default -> value.toString();
        };
    }
}
