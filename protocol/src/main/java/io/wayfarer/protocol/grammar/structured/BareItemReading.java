/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.PercentCoding;

/** A place in a field value, and what can be read there without looking back: keys and bare items (RFC 9651 section 4.2.3.1). */
final class BareItemReading {

    private static final int END = -1;
    private static final int INTEGER_DIGITS = 15;
    private static final int DIGITS_BEFORE_POINT = 12;
    private static final int DIGITS_BEHIND_POINT = 3;

    private final CharSequence text;
    private int position;

    BareItemReading(CharSequence text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    boolean at(char c) {
        return peek() == c;
    }

    boolean skip(char c) {
        boolean there = peek() == c;
        if (there) {
            position++;
        }
        return there;
    }

    void skipSpaces() {
        skipAll(c -> c == ' ');
    }

    /** Skips spaces and tabs; whether nothing is behind them. */
    boolean atEndBehindSpaces() {
        skipAll(c -> c == ' ' || c == '\t');
        return atEnd();
    }

    /** Section 4.2.3.3. */
    @Nullable
    String key() {
        if (!Key.begins(peek())) {
            return null;
        }
        return skipAll(Key::continues);
    }

    /** The value at the cursor; its first character tells the type. */
    @Nullable
    BareItem bareItem() {
        int first = peek();
        return switch (first) {
            case '"' -> string();
            case ':' -> byteSequence();
            case '?' -> bool();
            case '@' -> date();
            case '%' -> displayString();
            default -> first == '-' || isDigit(first) ? number() : token();
        };
    }

    /** Section 4.2.6. */
    private @Nullable BareItem token() {
        if (!BareItem.TokenValue.begins(peek())) {
            return null;
        }
        return new BareItem.TokenValue(skipAll(BareItem.TokenValue::continues));
    }

    /** Section 4.2.4. */
    private @Nullable BareItem number() {
        String sign = skip('-') ? "-" : "";
        String whole = skipAll(BareItemReading::isDigit);
        if (whole.isEmpty() || whole.length() > INTEGER_DIGITS) {
            return null;
        }
        if (!skip('.')) {
            return new BareItem.IntegerValue(Long.parseLong(sign + whole));
        }
        String fraction = skipAll(BareItemReading::isDigit);
        boolean formed = whole.length() <= DIGITS_BEFORE_POINT
                && !fraction.isEmpty()
                && fraction.length() <= DIGITS_BEHIND_POINT;
        return formed ? new BareItem.DecimalValue(new BigDecimal(sign + whole + "." + fraction)) : null;
    }

    /** Section 4.2.5. */
    private @Nullable BareItem string() {
        skip('"');
        StringBuilder read = new StringBuilder();
        while (FieldReading.isPrintable(peek())) {
            int c = next();
            if (c == '"') {
                return new BareItem.StringValue(read.toString());
            }
            if (c == '\\') {
                c = next();
                if (c != '"' && c != '\\') {
                    return null;
                }
            }
            read.append((char) c);
        }
        return null;
    }

    /** Section 4.2.7; octets without the padding are accepted, as the section recommends. */
    private @Nullable BareItem byteSequence() {
        skip(':');
        String digits = skipAll(BareItemReading::isBase64);
        int start = position;
        skipAll(c -> c == '=');
        int padding = position - start;
        boolean formed = padding == 0 ? digits.length() % 4 != 1 : padding < 3 && (digits.length() + padding) % 4 == 0;
        return formed && skip(':') ? ByteSequence.of(Base64.getDecoder().decode(digits)) : null;
    }

    /** Section 4.2.8. */
    private @Nullable BareItem bool() {
        skip('?');
        if (skip('1')) {
            return BareItem.BooleanValue.TRUE;
        }
        return skip('0') ? new BareItem.BooleanValue(false) : null;
    }

    /** Section 4.2.9. */
    private @Nullable BareItem date() {
        skip('@');
        return number() instanceof BareItem.IntegerValue seconds
                ? new BareItem.DateValue(Instant.ofEpochSecond(seconds.number()))
                : null;
    }

    /** Section 4.2.10: percent-encoded as in a URI, but in lower case alone. */
    private @Nullable BareItem displayString() {
        skip('%');
        if (!skip('"')) {
            return null;
        }
        int start = position;
        while (FieldReading.isPrintable(peek()) && peek() != '"') {
            if (next() == '%' && !skipTriplet()) {
                return null;
            }
        }
        String encoded = text.subSequence(start, position).toString();
        return skip('"')
                ? PercentCoding.decodeComponent(encoded)
                        .map(BareItem.DisplayStringValue::new)
                        .orElse(null)
                : null;
    }

    private boolean skipTriplet() {
        boolean formed = isLowerHexDigit(next());
        return isLowerHexDigit(next()) && formed;
    }

    /** The characters from here on that a rule allows; the cursor stands behind them. */
    private String skipAll(IntPredicate allowed) {
        int start = position;
        while (!atEnd() && allowed.test(text.charAt(position))) {
            position++;
        }
        return text.subSequence(start, position).toString();
    }

    private int peek() {
        return atEnd() ? END : text.charAt(position);
    }

    private int next() {
        return atEnd() ? END : text.charAt(position++);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLowerHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isBase64(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
    }
}
