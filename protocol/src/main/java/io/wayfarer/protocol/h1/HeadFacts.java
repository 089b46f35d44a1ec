/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.ContentLength;

/** What the fields of one head say about its message and its connection; filled while the head is read or written. */
final class HeadFacts {

    /** Transfer codings other than chunked: none, one that is known, or what nobody here understands. */
    enum Coding {
        NONE,
        GZIP,
        DEFLATE,
        UNKNOWN
    }

    /** The version's last digit: 0 or 1. */
    int minor;

    /** -1 at a request. */
    int status;

    /** The words behind the status of an answer. */
    String reason = "";

    /** -1 where there is none. */
    long contentLength;

    boolean transferEncoding;

    /** Whether chunked is the last coding. */
    boolean chunked;

    Coding coding;
    boolean close;
    boolean keepAlive;
    boolean upgrade;
    boolean expectContinue;
    int hosts;
    boolean head;
    boolean connect;

    /** What the Host field says; the last one where there are more. */
    String host;

    /** The request target as it was sent. */
    String target;

    HeadFacts() {
        minor = 1;
        status = -1;
        contentLength = -1;
        coding = Coding.NONE;
        host = "";
        target = "";
    }

    /** The same for a message that is kept while others are read. */
    HeadFacts copy() {
        HeadFacts copy = new HeadFacts();
        copy.minor = minor;
        copy.contentLength = contentLength;
        copy.close = close;
        copy.keepAlive = keepAlive;
        copy.upgrade = upgrade;
        copy.expectContinue = expectContinue;
        copy.head = head;
        copy.connect = connect;
        return copy;
    }

    void clear() {
        host = "";
        target = "";
        minor = 1;
        status = -1;
        reason = "";
        contentLength = -1;
        transferEncoding = false;
        chunked = false;
        coding = Coding.NONE;
        close = false;
        keepAlive = false;
        upgrade = false;
        expectContinue = false;
        hosts = 0;
        head = false;
        connect = false;
    }

    /** Whether the connection may carry another message behind this one: RFC 9112 section 9.3. */
    boolean persistent() {
        return !close && (minor > 0 || keepAlive);
    }

    /**
     * Takes note of a field where it is one of those that matter here.
     *
     * @return what is wrong with it, or null
     */
    @Nullable
    String note(String name, String value, boolean repeatedLengthIsWrong) {
        switch (name.length()) {
            case 4 -> {
                if (name.equalsIgnoreCase("Host")) {
                    hosts++;
                    host = value;
                }
            }
            case 6 -> {
                if (name.equalsIgnoreCase("Expect") && value.equalsIgnoreCase("100-continue")) {
                    expectContinue = true;
                }
            }
            case 7 -> {
                if (name.equalsIgnoreCase("Upgrade")) {
                    upgrade = true;
                }
            }
            case 10 -> {
                if (name.equalsIgnoreCase("Connection")) {
                    close |= listed(value, "close");
                    keepAlive |= listed(value, "keep-alive");
                }
            }
            case 14 -> {
                if (name.equalsIgnoreCase("Content-Length")) {
                    return noteLength(value, repeatedLengthIsWrong);
                }
            }
            case 17 -> {
                if (name.equalsIgnoreCase("Transfer-Encoding")) {
                    noteCodings(value);
                }
            }
            default -> {}
        }
        return null;
    }

    /** Whether a field of this name decides where a message ends, or a connection. */
    static boolean matters(String name) {
        return name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Transfer-Encoding")
                || name.equalsIgnoreCase("Connection");
    }

    private @Nullable String noteLength(String value, boolean repeatedIsWrong) {
        long length;
        int comma = value.indexOf(',');
        if (comma < 0 || repeatedIsWrong) {
            length = ContentLength.parse(value);
        } else {
            length = -1;
            for (int from = 0; from <= value.length(); from = comma + 1) {
                comma = value.indexOf(',', from);
                comma = comma < 0 ? value.length() : comma;
                long member = ContentLength.parse(member(value, from, comma));
                if (member < 0 || (length >= 0 && length != member)) {
                    return "a Content-Length that is no number (RFC 9112 section 6.3)";
                }
                length = member;
            }
        }
        if (length < 0) {
            return "a Content-Length that is no number (RFC 9112 section 6.3)";
        }
        if (contentLength >= 0 && (repeatedIsWrong || contentLength != length)) {
            return "more than one Content-Length (RFC 9112 section 6.3)";
        }
        contentLength = length;
        return null;
    }

    private void noteCodings(String value) {
        transferEncoding = true;
        if (!chunked && coding == Coding.NONE && value.equalsIgnoreCase("chunked")) {
            chunked = true;
            return;
        }
        for (int from = 0; from <= value.length(); ) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String name = member(value, from, end);
            if (!name.isEmpty()) {
                noteCoding(name);
            }
            from = end + 1;
        }
    }

    private void noteCoding(String name) {
        if (chunked) {
            // Nothing may be applied after the chunks, and those only once: RFC 9112 section 6.1.
            chunked = false;
            coding = Coding.UNKNOWN;
        } else if (name.equalsIgnoreCase("chunked") && coding != Coding.UNKNOWN) {
            chunked = true;
        } else if (coding == Coding.NONE && (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip"))) {
            coding = Coding.GZIP;
        } else if (coding == Coding.NONE && name.equalsIgnoreCase("deflate")) {
            coding = Coding.DEFLATE;
        } else if (!name.equalsIgnoreCase("identity")) {
            coding = Coding.UNKNOWN;
        }
    }

    /** Whether a comma-separated list of tokens has this member. */
    static boolean listed(String list, String member) {
        if (list.length() == member.length()) {
            return list.equalsIgnoreCase(member);
        }
        for (int from = 0; from < list.length(); ) {
            int comma = list.indexOf(',', from);
            int end = comma < 0 ? list.length() : comma;
            int begin = from;
            while (begin < end && isSpace(list.charAt(begin))) {
                begin++;
            }
            int last = end;
            while (last > begin && isSpace(list.charAt(last - 1))) {
                last--;
            }
            if (last - begin == member.length() && list.regionMatches(true, begin, member, 0, member.length())) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    /** A member of a list without the white space around it, which no other control character is. */
    private static String member(String list, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && isSpace(list.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(list.charAt(end - 1))) {
            end--;
        }
        return list.substring(begin, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
