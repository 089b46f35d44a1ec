/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.ReasonPhrase;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Writes the head of a message, or a trailer section, into a buffer of its own, with the fields that frame the content (RFC
 * 9112 section 6).
 */
final class HeadWriter {

    /** For a length: no content follows. */
    static final long NONE = -2;

    /** For a length: content follows, and nobody knows how much. */
    static final long UNKNOWN = -1;

    /** Where the minor version stands in a status line. */
    private static final int MINOR = "HTTP/1.".length();

    private static final byte[] VERSION_0 = ascii(" HTTP/1.0\r\n");
    private static final byte[] VERSION_1 = ascii(" HTTP/1.1\r\n");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[][] STATUS_LINES = new byte[1000][];

    static {
        for (int status = 100; status < STATUS_LINES.length; status++) {
            STATUS_LINES[status] =
                    ascii("HTTP/1.1 " + status + " " + ReasonPhrase.of(status).orElse("") + "\r\n");
        }
    }

    /** What the head written last says. {@link HeadFacts#contentLength} is -1 where the content is not of a known length. */
    final HeadFacts facts = new HeadFacts();

    private final HeadText text = new HeadText();
    private int answersMinor = 1;

    /**
     * Writes a request.
     *
     * @param length of the content, or {@link #NONE} or {@link #UNKNOWN}
     * @param room how many octets of content the buffer has to take besides
     */
    ByteBuf request(ByteBufAllocator alloc, HeaderList head, long length, int room, int minor) {
        begin();
        facts.minor = minor;
        String method = null;
        String path = null;
        String authority = null;
        int hosts = 0;
        for (int i = 0; i < head.size(); i++) {
            String name = head.name(i);
            if (isPseudo(name)) {
                switch (name) {
                    case HeaderList.METHOD -> method = head.value(i);
                    case HeaderList.PATH -> path = head.value(i);
                    case HeaderList.AUTHORITY -> authority = head.value(i);
                    case HeaderList.SCHEME -> {}
                    default -> throw new IllegalArgumentException(name + " is no part of an HTTP/1 request");
                }
            } else if (name.equalsIgnoreCase("Host")) {
                hosts++;
            }
        }
        if (method == null) {
            throw new IllegalArgumentException("a request without " + HeaderList.METHOD);
        }
        facts.head = method.equals("HEAD");
        facts.connect = method.equals("CONNECT");
        String target = facts.connect ? authority : path;
        if (target == null) {
            throw new IllegalArgumentException("a request without its target");
        }
        text.method(method);
        text.target(target);
        text.octets(minor == 0 ? VERSION_0 : VERSION_1);
        if (hosts > 1) {
            throw new IllegalArgumentException("more than one Host (RFC 9112 section 3.2)");
        }
        if (hosts == 0) {
            host(authority, minor);
        }
        fields(head);
        requestFraming(method, length, minor);
        return text.finish(alloc, room);
    }

    private void host(@Nullable String authority, int minor) {
        if (authority != null) {
            text.field("Host", authority);
        } else if (minor > 0) {
            throw new IllegalArgumentException("a request without " + HeaderList.AUTHORITY + " and without Host");
        }
    }

    private void requestFraming(String method, long length, int minor) {
        checkFramingGiven(length);
        if (length == NONE) {
            if (facts.contentLength < 0 && (method.equals("POST") || method.equals("PUT") || method.equals("PATCH"))) {
                contentLength(0);
            }
            facts.contentLength = 0;
        } else if (!facts.transferEncoding && facts.contentLength < 0) {
            if (length >= 0) {
                contentLength(length);
            } else if (minor == 0) {
                throw new IllegalArgumentException("content without Content-Length in HTTP/1.0 (RFC 9112 section 6.3)");
            } else {
                text.octets(CHUNKED);
                facts.chunked = true;
            }
        }
        if (facts.transferEncoding && !facts.chunked) {
            throw new IllegalArgumentException(
                    "a request whose last transfer coding is not chunked (RFC 9112 section 6.1)");
        }
        if (facts.transferEncoding && minor == 0) {
            throw new IllegalArgumentException("Transfer-Encoding in HTTP/1.0 (RFC 9112 section 6.1)");
        }
    }

    private void checkFramingGiven(long length) {
        if (facts.transferEncoding && facts.contentLength >= 0) {
            throw new IllegalArgumentException("both Transfer-Encoding and Content-Length (RFC 9112 section 6.2)");
        }
        if (facts.coding == HeadFacts.Coding.UNKNOWN) {
            throw new IllegalArgumentException("a transfer coding that is unknown here (RFC 9112 section 7)");
        }
        if (length == NONE && (facts.transferEncoding || facts.contentLength > 0)) {
            throw new IllegalArgumentException("a head that announces content, and none (RFC 9112 section 6.3)");
        }
        if (length >= 0 && facts.contentLength >= 0 && facts.contentLength != length) {
            throw new IllegalArgumentException(
                    "Content-Length: " + facts.contentLength + " (expected: " + length + ")");
        }
    }

    /** Sets the minor version that answers say from now on; 1 at first. */
    void minor(int minor) {
        answersMinor = minor;
    }

    /**
     * Writes an answer, a final or an interim one.
     *
     * @param request what the request said
     * @param last whether the connection is to end with this answer
     */
    ByteBuf answer(ByteBufAllocator alloc, HeaderList head, long length, int room, HeadFacts request, boolean last) {
        begin();
        int status = head.status();
        if (status < 100) {
            throw new IllegalArgumentException("an answer without a " + HeaderList.STATUS + " of three digits");
        }
        facts.status = status;
        text.octets(STATUS_LINES[status]);
        if (answersMinor == 0) {
            text.change(STATUS_LINES[status].length - MINOR, '0');
        }
        for (int i = 0; i < head.size(); i++) {
            String name = head.name(i);
            if (isPseudo(name) && !name.equals(HeaderList.STATUS)) {
                throw new IllegalArgumentException(name + " is no part of an answer");
            }
        }
        fields(head);
        if (status >= 200) {
            answerFraming(status, length, request);
            if (facts.close || last) {
                if (!facts.close) {
                    text.octets(CLOSE);
                }
                facts.close = true;
            } else if (request.minor == 0 && !facts.keepAlive) {
                text.octets(KEEP_ALIVE);
            }
        } else {
            facts.contentLength = 0;
        }
        return text.finish(alloc, room);
    }

    private void answerFraming(int status, long length, HeadFacts request) {
        boolean bodiless = status == 204 || (request.connect && status < 300);
        if (bodiless && (facts.transferEncoding || facts.contentLength >= 0)) {
            throw new IllegalArgumentException("content announced in an answer that has none (RFC 9110 section 8.6)");
        }
        boolean describing = request.head || status == 304;
        if (describing || bodiless) {
            facts.contentLength = describing ? facts.contentLength : 0;
            return;
        }
        checkFramingGiven(length);
        if (facts.transferEncoding && request.minor == 0) {
            throw new IllegalArgumentException("Transfer-Encoding for a client of HTTP/1.0 (RFC 9112 section 6.1)");
        }
        if (facts.transferEncoding) {
            facts.close |= !facts.chunked;
        } else if (facts.contentLength < 0) {
            if (length != UNKNOWN) {
                contentLength(Math.max(length, 0));
            } else if (request.minor > 0) {
                text.octets(CHUNKED);
                facts.chunked = true;
            } else if (!facts.close) {
                text.octets(CLOSE);
                facts.close = true;
            }
        }
    }

    /** Writes a trailer section with its empty line. */
    ByteBuf trailers(ByteBufAllocator alloc, HeaderList trailers) {
        begin();
        for (int i = 0; i < trailers.size(); i++) {
            if (isPseudo(trailers.name(i)) || HeadFacts.matters(trailers.name(i))) {
                throw new IllegalArgumentException(trailers.name(i) + " is no trailer field (RFC 9110 section 6.5.1)");
            }
        }
        text.lastNumber(0);
        fields(trailers);
        return text.finish(alloc, 0);
    }

    private void begin() {
        facts.clear();
        text.begin();
    }

    private void contentLength(long length) {
        text.octets(LENGTH);
        text.lastNumber(length);
        facts.contentLength = length;
    }

    private void fields(HeaderList head) {
        for (int i = 0; i < head.size(); i++) {
            String name = head.name(i);
            if (isPseudo(name)) {
                continue;
            }
            String value = head.value(i);
            text.field(name, value);
            String wrong = facts.note(name, value, true);
            if (wrong != null) {
                throw new IllegalArgumentException(wrong);
            }
        }
    }

    private static boolean isPseudo(String name) {
        return !name.isEmpty() && name.charAt(0) == ':';
    }

    private static byte[] ascii(String words) {
        return words.getBytes(StandardCharsets.US_ASCII);
    }
}
