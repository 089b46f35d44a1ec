/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.grammar.structured;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

import io.wayfarer.protocol.grammar.Tokens;

/**
 * A value without parameters, of one of eight types (RFC 9651 section 3.3). Immutable; its string form is the one that is
 * sent.
 */
public sealed interface BareItem
        permits BareItem.IntegerValue,
                BareItem.DecimalValue,
                BareItem.StringValue,
                BareItem.TokenValue,
                ByteSequence,
                BareItem.BooleanValue,
                BareItem.DateValue,
                BareItem.DisplayStringValue {

    /**
     * An integer of at most fifteen digits (section 3.3.1).
     *
     * @param number from -999,999,999,999,999 to 999,999,999,999,999
     */
    record IntegerValue(long number) implements BareItem {

        static final long MOST = 999_999_999_999_999L;

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException when the number has more than fifteen digits
         */
        public IntegerValue {
            if (number < -MOST || number > MOST) {
                throw new IllegalArgumentException("number: " + number + " (expected: at most fifteen digits)");
            }
        }

        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /**
     * A number with at most twelve digits before its point and three behind it (section 3.3.2).
     *
     * @param number rounded to three places, to the even neighbour from the middle; at least one place shows
     */
    record DecimalValue(BigDecimal number) implements BareItem {

        private static final int PLACES = 3;
        private static final int LONGEST = 12;

        /**
         * Rounds the number and checks its range.
         *
         * @throws IllegalArgumentException when more than twelve digits stand before the point
         */
        public DecimalValue {
            if (number.precision() - (long) number.scale() > LONGEST) {
                throw new IllegalArgumentException(
                        "number: too large (expected: at most twelve digits and a fraction)");
            }
            BigDecimal rounded = number.setScale(PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros();
            if (rounded.precision() - rounded.scale() > LONGEST) {
                throw new IllegalArgumentException(
                        "number: too large (expected: at most twelve digits and a fraction)");
            }
            number = rounded.scale() < 1 ? rounded.setScale(1) : rounded;
        }

        @Override
        public String toString() {
            return number.toPlainString();
        }
    }

    /**
     * Printable ASCII, in quotes where it travels (section 3.3.3).
     *
     * @param text without the quotes and their escapes
     */
    record StringValue(String text) implements BareItem {

        /**
         * Checks the characters.
         *
         * @throws IllegalArgumentException when one is not printable ASCII; {@link DisplayStringValue} takes all
         */
        public StringValue {
            if (!text.chars().allMatch(FieldReading::isPrintable)) {
                throw new IllegalArgumentException("text: not only printable ASCII");
            }
        }

        @Override
        public String toString() {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /**
     * A short name that needs no quotes (section 3.3.4).
     *
     * @param text a letter or {@code *}, then characters of tokens, colons and slashes
     */
    record TokenValue(String text) implements BareItem {

        /**
         * Checks the characters.
         *
         * @throws IllegalArgumentException when one is out of place
         */
        public TokenValue {
            if (text.isEmpty() || !begins(text.charAt(0)) || !text.chars().allMatch(TokenValue::continues)) {
                throw new IllegalArgumentException("text: not a token");
            }
        }

        static boolean begins(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
        }

        static boolean continues(int c) {
            return c == ':' || c == '/' || Tokens.isTokenCharacter((char) c);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * True or false (section 3.3.6).
     *
     * @param truth the value
     */
    record BooleanValue(boolean truth) implements BareItem {

        /** What a key without a value stands for. */
        public static final BooleanValue TRUE = new BooleanValue(true);

        @Override
        public String toString() {
            return truth ? "?1" : "?0";
        }
    }

    /**
     * A moment (section 3.3.7).
     *
     * @param instant in whole seconds, any fraction cut off; its seconds since 1970 have at most fifteen digits
     */
    record DateValue(Instant instant) implements BareItem {

        /**
         * Cuts the fraction off and checks the range.
         *
         * @throws IllegalArgumentException when the seconds have more than fifteen digits
         */
        public DateValue {
            long seconds = instant.getEpochSecond();
            if (seconds < -IntegerValue.MOST || seconds > IntegerValue.MOST) {
                throw new IllegalArgumentException(
                        "instant: out of range (expected: seconds of at most fifteen digits)");
            }
            instant = Instant.ofEpochSecond(seconds);
        }

        @Override
        public String toString() {
            return "@" + instant.getEpochSecond();
        }
    }

    /**
     * Text for people, of any characters (section 3.3.8).
     *
     * @param text as it is read, not as it travels
     */
    record DisplayStringValue(String text) implements BareItem {

        /**
         * Checks that the text has a UTF-8 form.
         *
         * @throws IllegalArgumentException when it holds half of a surrogate pair
         */
        public DisplayStringValue {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException("text: half of a surrogate pair");
            }
        }

        @Override
        public String toString() {
            StringBuilder quoted = new StringBuilder("%\"");
            for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
                if (FieldReading.isPrintable(octet) && octet != '%' && octet != '"') {
                    quoted.append((char) octet);
                } else {
                    quoted.append('%').append(HexFormat.of().toHexDigits(octet));
                }
            }
            return quoted.append('"').toString();
        }
    }
}
