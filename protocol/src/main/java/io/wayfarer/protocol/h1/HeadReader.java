/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Reads the head of one message, or its trailer section, line by line (RFC 9112 sections 2 and 5). Lines that have come whole
 * are taken out of the buffer; of one that has not, it is remembered how far it was searched.
 */
final class HeadReader {

    private static final int FIRST_LOOK = 2048;

    private final boolean requests;
    private final StartLine startLine;
    private final int maxHeaderBytes;
    private final int maxHeaderFields;
    private final HeaderList.Builder fields = HeaderList.builder();
    private int maxLineBytes;

    private boolean startLineRead;
    private boolean trailers;
    private int sectionBytes;
    private int searched;
    private int fieldLines;
    private String lastName = "";
    private String lastValue = "";

    HeadReader(boolean requests, ConnectionSettings settings) {
        this.requests = requests;
        this.startLine = requests ? new RequestLine() : new StatusLine();
        this.maxLineBytes = settings.maxLineBytes();
        this.maxHeaderBytes = settings.maxHeaderBytes();
        this.maxHeaderFields = settings.maxHeaderFields();
    }

    void maxLineBytes(int octets) {
        maxLineBytes = octets;
    }

    void scheme(String name) {
        startLine.scheme(name);
    }

    /** Whether the next octet is the first one of a head. */
    boolean atBegin() {
        return !startLineRead && searched == 0;
    }

    void beginTrailers() {
        begin();
        startLineRead = true;
        trailers = true;
    }

    private void begin() {
        startLineRead = false;
        trailers = false;
        sectionBytes = 0;
        searched = 0;
        fieldLines = 0;
        fields.clear();
    }

    /**
     * Reads on.
     *
     * @param facts filled from the fields, unless these are trailers
     * @return whether the empty line that ends the section was read; then {@link #take} has it
     */
    boolean read(ByteBuf in, HeadFacts facts) throws BadMessage {
        if (searched > 0) {
            int from = in.readerIndex() + searched;
            if (in.indexOf(from, in.writerIndex(), (byte) '\n') < 0) {
                searched = in.readableBytes();
                checkLength(searched);
                return false;
            }
        }
        for (int look = FIRST_LOOK; ; look *= 4) {
            int limit = Math.min(in.readableBytes(), Math.max(look, searched + FIRST_LOOK));
            boolean all = limit == in.readableBytes();
            byte[] octets = Octets.scratch(limit);
            in.getBytes(in.readerIndex(), octets, 0, limit);
            int begin = 0;
            for (int end = lineFeed(octets, begin, limit); end >= 0; end = lineFeed(octets, begin, limit)) {
                boolean last = line(octets, begin, end, facts);
                begin = end + 1;
                if (last) {
                    in.skipBytes(begin);
                    searched = 0;
                    return true;
                }
            }
            in.skipBytes(begin);
            searched = limit - begin;
            checkLength(searched);
            if (requests && startLineRead && searched > 0 && (octets[begin] == ' ' || octets[begin] == '\t')) {
                throw folded();
            }
            if (all) {
                return false;
            }
        }
    }

    /** The section that was read. */
    HeaderList take(HeadFacts facts) {
        if (!trailers) {
            startLine.complete(facts, fields);
        }
        HeaderList list = fields.build();
        begin();
        return list;
    }

    private static int lineFeed(byte[] octets, int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void checkLength(int lineBytes) throws BadMessage {
        if (!startLineRead) {
            if (lineBytes > maxLineBytes) {
                throw new BadMessage(414, "a start line longer than " + maxLineBytes + " octets (RFC 9112 section 3)");
            }
        } else if (sectionBytes + lineBytes > maxHeaderBytes) {
            throw new BadMessage(431, "fields longer than " + maxHeaderBytes + " octets (RFC 9110 section 5.4)");
        }
    }

    /** One line with its line feed at {@code end}; whether it is the last one. */
    private boolean line(byte[] octets, int begin, int end, HeadFacts facts) throws BadMessage {
        checkLength(end + 1 - begin);
        if (end == begin || octets[end - 1] != '\r') {
            throw new BadMessage(400, "a line that ends without CR (RFC 9112 section 2.2)");
        }
        int length = end - 1 - begin;
        if (!startLineRead) {
            if (length == 0) {
                // Empty lines before a message are to be ignored: RFC 9112 section 2.2.
                sectionBytes += 2;
                if (sectionBytes > maxLineBytes) {
                    throw new BadMessage(400, "too many empty lines (RFC 9112 section 2.2)");
                }
                return false;
            }
            facts.clear();
            startLine.read(octets, begin, begin + length, facts, fields);
            startLineRead = true;
            sectionBytes = 0;
            return false;
        }
        sectionBytes += end + 1 - begin;
        if (length == 0) {
            return true;
        }
        field(octets, begin, begin + length, facts);
        return false;
    }

    private void field(byte[] octets, int begin, int end, HeadFacts facts) throws BadMessage {
        if (octets[begin] == ' ' || octets[begin] == '\t') {
            fold(octets, begin, end);
            return;
        }
        int colon = begin;
        while (colon < end && Octets.isToken(octets[colon])) {
            colon++;
        }
        if (colon == begin || colon == end || octets[colon] != ':') {
            throw new BadMessage(400, "a field name that is no token, or white space behind it (RFC 9112 section 5.1)");
        }
        if (++fieldLines > maxHeaderFields) {
            throw new BadMessage(431, "more than " + maxHeaderFields + " fields (RFC 9110 section 5.4)");
        }
        String name = FieldNames.text(octets, begin, colon - begin);
        String value = value(octets, colon + 1, end);
        fields.add(name, value);
        lastName = name;
        lastValue = value;
        if (!trailers) {
            String wrong = facts.note(name, value, requests);
            if (wrong != null) {
                throw new BadMessage(400, wrong);
            }
        }
    }

    private String value(byte[] octets, int from, int to) throws BadMessage {
        int begin = from;
        int end = to;
        while (begin < end && (octets[begin] == ' ' || octets[begin] == '\t')) {
            begin++;
        }
        while (end > begin && (octets[end - 1] == ' ' || octets[end - 1] == '\t')) {
            end--;
        }
        for (int i = begin; i < end; i++) {
            if (!Octets.isValue(octets[i]) && (requests || octets[i] == '\r' || octets[i] == 0)) {
                throw new BadMessage(400, "a control character in a field value (RFC 9110 section 5.5)");
            }
        }
        return begin == end ? "" : new String(octets, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    /** An answer may fold lines, and the fold counts as a space; a request may not (RFC 9112 section 5.2). */
    private void fold(byte[] octets, int begin, int end) throws BadMessage {
        int last = fields.size() - 1;
        if (requests || last < (trailers ? 0 : 1)) {
            throw folded();
        }
        if (HeadFacts.matters(lastName)) {
            throw new BadMessage(400, "a folded field that decides about framing (RFC 9112 section 5.2)");
        }
        lastValue = lastValue + ' ' + value(octets, begin, end);
        fields.replace(last, lastValue, false);
    }

    private static BadMessage folded() {
        return new BadMessage(400, "a line that begins with white space (RFC 9112 sections 2.2 and 5.2)");
    }
}
