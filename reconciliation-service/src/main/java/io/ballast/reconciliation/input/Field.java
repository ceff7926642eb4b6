// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.input;

import io.ballast.common.web.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a body, and what it must be. Every check returns the value or throws a 400 problem naming the
 * field, for example {@code positions[0].volume}.
 */
public record Field(String path) {

    private static final int MAX_DIGITS = 18;
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /** In either case: what only becomes a letter of these in upper case (ß, ı) is none. */
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9._#-]{1,20}");

    /** A field of the body itself. */
    public static Field of(String name) {
        return new Field(name);
    }

    /** A field of this object. */
    public Field at(String name) {
        return new Field(path.isEmpty() ? name : path + "." + name);
    }

    /** An element of this list. */
    public Field at(int index) {
        return new Field(path + "[" + index + "]");
    }

    public ProblemException wrong(String why) {
        return ProblemException.badField(path, why);
    }

    public <T> T required(@Nullable T value) {
        if (value == null) {
            throw wrong("is missing");
        }
        return value;
    }

    /** At most so many; absent is empty. */
    public <T> List<T> list(@Nullable List<T> values, int most) {
        if (values != null && values.size() > most) {
            throw wrong("has more than " + most + " elements");
        }
        return values == null ? List.of() : values;
    }

    /** 1 to 100 printable characters. */
    public String id(@Nullable String value) {
        String id = required(value);
        if (id.isBlank() || id.length() > 100 || id.chars().anyMatch(Character::isISOControl)) {
            throw wrong("must be 1 to 100 printable characters");
        }
        return id;
    }

    public @Nullable String optionalId(@Nullable String value) {
        return value == null ? null : id(value);
    }

    /** How many elements a page may have, {@code absent} where the caller does not say; from 1 to {@code most}. */
    public int limit(@Nullable String value, int absent, int most) {
        if (value == null) {
            return absent;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw wrong("must be a number from 1 to " + most);
        }
        throw wrong("must be 1 to " + most);
    }

    /** A symbol in upper case; it becomes part of cache keys. */
    public String symbol(@Nullable String value) {
        return matching(value, SYMBOL).toUpperCase(Locale.ROOT);
    }

    /** The name of an account. */
    public String account(@Nullable String value) {
        return matching(value, ACCOUNT);
    }

    public String matching(@Nullable String value, Pattern pattern) {
        String text = required(value);
        if (!pattern.matcher(text).matches()) {
            throw wrong("must match " + pattern);
        }
        return text;
    }

    /** One of an enumeration, spelled in lower case. */
    public <E extends Enum<E>> E oneOf(Class<E> type, @Nullable String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(required(value))) {
                return constant;
            }
        }
        throw wrong(
                "must be one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    /** A whole number, as it stands in a query. */
    public int between(int least, int most, @Nullable String value) {
        try {
            int number = Integer.parseInt(required(value));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with what would be right
        }
        throw wrong("must be a whole number from " + least + " to " + most);
    }

    /** An RFC 3339 time of 1970 or later, to the microsecond, as the database keeps it. */
    public Instant time(@Nullable String value) {
        try {
            Instant time = Instant.parse(required(value)).truncatedTo(ChronoUnit.MICROS);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(YEAR_10000)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw wrong("must be an RFC 3339 time");
        }
        throw wrong("must be a time from 1970 to 9999");
    }

    public @Nullable Instant optionalTime(@Nullable String value) {
        return value == null ? null : time(value);
    }

    /** A decimal of at most 18 digits before and after the point; trailing zeros are dropped. */
    public BigDecimal decimal(@Nullable BigDecimal value) {
        BigDecimal decimal = required(value).stripTrailingZeros();
        if (decimal.scale() > MAX_DIGITS || decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw wrong("must have at most " + MAX_DIGITS + " digits before and after the point");
        }
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    public @Nullable BigDecimal optionalDecimal(@Nullable BigDecimal value) {
        return value == null ? null : decimal(value);
    }

    public BigDecimal positive(@Nullable BigDecimal value) {
        BigDecimal decimal = decimal(value);
        if (decimal.signum() <= 0) {
            throw wrong("must be above 0");
        }
        return decimal;
    }

    public @Nullable BigDecimal optionalPositive(@Nullable BigDecimal value) {
        return value == null ? null : positive(value);
    }

    /** A take profit or stop loss: absent and 0 both mean none. */
    public @Nullable BigDecimal level(@Nullable BigDecimal value) {
        return value == null || value.signum() == 0 ? null : positive(value);
    }

    /** A broker's number for something: above zero. */
    public long number(@Nullable Long value) {
        long number = required(value);
        if (number <= 0) {
            throw wrong("must be above 0");
        }
        return number;
    }

    public @Nullable Long optionalNumber(@Nullable Long value) {
        return value == null ? null : number(value);
    }
}
