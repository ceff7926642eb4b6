// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number exactly as it was written: {@code 0.00100000} stays {@code 0.00100000}.
 *
 * <p>{@link #equals} and {@link #hashCode} compare the written form (value and scale); {@link #compareTo} compares the
 * value alone. Up to 18 digits are held in a {@code long}; longer ones fall back to {@link BigDecimal}.
 */
public final class Decimal implements Comparable<Decimal> {

    /** Digits, sign, point and exponent together; longer input is refused before any arithmetic. */
    public static final int MAX_LENGTH = 64;

    private static final int MAX_LONG_DIGITS = 18;
    private static final long[] POWERS = powers();

    private final long unscaled;
    private final int scale;
    private final @Nullable BigDecimal big;

    private Decimal(long unscaled, int scale, @Nullable BigDecimal big) {
        this.unscaled = unscaled;
        this.scale = scale;
        this.big = big;
    }

    /**
     * Reads a plain or exponent decimal.
     *
     * @throws NumberFormatException if the text is no finite decimal number, is longer than {@link #MAX_LENGTH}, or has
     *     an exponent beyond ±40
     */
    public static Decimal parse(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            throw new NumberFormatException("not a decimal number of 1 to " + MAX_LENGTH + " characters");
        }
        int at = 0;
        boolean negative = text.charAt(0) == '-';
        if (negative) {
            at = 1;
        }
        long value = 0;
        int digits = 0;
        int significant = 0;
        int fraction = -1;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits++;
                if (significant > 0 || c != '0') {
                    significant++;
                }
                if (significant > MAX_LONG_DIGITS) {
                    return parseBig(text);
                }
                value = value * 10 + (c - '0');
                if (fraction >= 0) {
                    fraction++;
                }
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return parseBig(text); // an exponent, a plus sign, or no number at all
            }
        }
        if (digits == 0 || fraction == 0) { // "1." is not a number in JSON either
            throw new NumberFormatException("not a decimal number: " + text);
        }
        return new Decimal(negative ? -value : value, Math.max(fraction, 0), null);
    }

    /** The same number with at least scale 0, so that it always has a plain text of bounded length. */
    public static Decimal of(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        if (plain.precision() <= MAX_LONG_DIGITS) {
            return new Decimal(plain.unscaledValue().longValueExact(), plain.scale(), null);
        }
        return new Decimal(0, plain.scale(), plain);
    }

    private static Decimal parseBig(CharSequence text) {
        String written = text.toString();
        int exponent = Math.max(written.indexOf('e'), written.indexOf('E'));
        if (exponent >= 0 && Math.abs(Integer.parseInt(written.substring(exponent + 1))) > 40) {
            throw new NumberFormatException("exponent beyond 40: " + written);
        }
        try {
            return of(new BigDecimal(written));
        } catch (NumberFormatException e) {
            NumberFormatException clear = new NumberFormatException("not a decimal number: " + written);
            clear.initCause(e);
            throw clear;
        }
    }

    public int signum() {
        return big == null ? Long.signum(unscaled) : big.signum();
    }

    public boolean isZero() {
        return signum() == 0;
    }

    /** Digits after the point, as written. */
    public int scale() {
        return scale;
    }

    /** Digits without sign and point, as written and without leading zeros: {@code 0.0120} gives {@code 120}. */
    public String digits() {
        BigInteger all = big == null ? BigInteger.valueOf(unscaled) : big.unscaledValue();
        return all.abs().toString();
    }

    public BigDecimal toBigDecimal() {
        return big == null ? BigDecimal.valueOf(unscaled, scale) : big;
    }

    public Decimal plus(Decimal other) {
        return of(toBigDecimal().add(other.toBigDecimal()));
    }

    @Override
    public int compareTo(Decimal other) {
        if (big == null && other.big == null) {
            if (scale == other.scale) {
                return Long.compare(unscaled, other.unscaled);
            }
            int gap = Math.abs(scale - other.scale);
            long low = scale < other.scale ? unscaled : other.unscaled;
            if (gap < POWERS.length && Math.abs(low) <= Long.MAX_VALUE / POWERS[gap]) {
                return scale < other.scale
                        ? Long.compare(unscaled * POWERS[gap], other.unscaled)
                        : Long.compare(unscaled, other.unscaled * POWERS[gap]);
            }
        }
        return toBigDecimal().compareTo(other.toBigDecimal());
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Decimal other
                && scale == other.scale
                && unscaled == other.unscaled
                && (big == null ? other.big == null : big.equals(other.big));
    }

    @Override
    public int hashCode() {
        return (big == null ? Long.hashCode(unscaled) : big.hashCode()) * 31 + scale;
    }

    /** The number as it was written, without exponent. */
    @Override
    public String toString() {
        if (big != null) {
            return big.toPlainString();
        }
        if (scale == 0) {
            return Long.toString(unscaled);
        }
        String digits = Long.toString(Math.abs(unscaled));
        StringBuilder text = new StringBuilder(Math.max(digits.length(), scale) + 3);
        if (unscaled < 0) {
            text.append('-');
        }
        int whole = digits.length() - scale;
        if (whole <= 0) {
            text.append("0.").repeat('0', -whole).append(digits);
        } else {
            text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
        }
        return text.toString();
    }

    private static long[] powers() {
        long[] powers = new long[MAX_LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
