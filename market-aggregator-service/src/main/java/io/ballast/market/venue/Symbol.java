// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A traded pair under its canonical name: {@code BTC-USDT}, {@code BTC-USDT-PERP}, {@code BTC-USDT-260327}.
 *
 * @param base what is traded; {@code XBT} becomes {@code BTC} and {@code XDG} becomes {@code DOGE}
 * @param quote what it is paid with
 * @param contract {@code PERP}, an expiry as {@code YYMMDD}, or empty for spot
 */
public record Symbol(String base, String quote, String contract) implements Comparable<Symbol> {

    private static final Pattern FORM = Pattern.compile("([A-Z0-9]{1,20})-([A-Z0-9]{1,20})(?:-(PERP|[0-9]{6}))?");

    public Symbol {
        base = canonical(base);
        quote = canonical(quote);
    }

    /** @throws IllegalArgumentException if the text, in whatever case, is no canonical symbol */
    public static Symbol of(String text) {
        Matcher matcher = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a symbol of the form BASE-QUOTE: " + text);
        }
        String contract = matcher.group(3);
        return new Symbol(matcher.group(1), matcher.group(2), contract == null ? "" : contract);
    }

    /** Whether it is a perpetual, which pays funding. */
    public boolean perpetual() {
        return contract.equals("PERP");
    }

    private static String canonical(String asset) {
        return switch (asset) {
            case "XBT" -> "BTC";
            case "XDG" -> "DOGE";
            default -> asset;
        };
    }

    @Override
    public int compareTo(Symbol other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return contract.isEmpty() ? base + "-" + quote : base + "-" + quote + "-" + contract;
    }
}
