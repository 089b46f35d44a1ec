/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;

import io.wayfarer.protocol.connection.ConnectionSettings;
import io.wayfarer.protocol.grammar.Authority;
import io.wayfarer.protocol.grammar.ReasonPhrase;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Reads the start line and the fields of one message, line by line (RFC 9112 sections 2 to 5). Lines that have come whole
 * are taken out of the buffer; of one that has not, it is remembered how far it was searched.
 */
final class HeadReader {

    private static final int FIRST_LOOK = 2048;

    /** Behind method and scheme. */
    private static final int AUTHORITY_INDEX = 2;

    private static final String[] USUAL_REASONS = new String[1000];

    static {
        for (int status = 0; status < USUAL_REASONS.length; status++) {
            USUAL_REASONS[status] = ReasonPhrase.of(status).orElse("");
        }
    }

    private final boolean requests;
    private final int maxHeaderBytes;
    private final int maxHeaderFields;
    private final HeaderList.Builder fields = HeaderList.builder();
    private int maxLineBytes;
    private String scheme = "http";

    /** The target itself names the authority, so that the Host field does not. */
    private boolean authorityGiven;

    private boolean startLineRead;
    private boolean trailers;
    private int sectionBytes;
    private int searched;
    private int fieldLines;
    private String lastName = "";
    private String lastValue = "";

    HeadReader(boolean requests, ConnectionSettings settings) {
        this.requests = requests;
        this.maxLineBytes = settings.maxLineBytes();
        this.maxHeaderBytes = settings.maxHeaderBytes();
        this.maxHeaderFields = settings.maxHeaderFields();
    }

    void maxLineBytes(int octets) {
        maxLineBytes = octets;
    }

    void scheme(String name) {
        scheme = name;
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
        if (requests && !trailers && !authorityGiven) {
            if (facts.host.isEmpty()) {
                fields.remove(HeaderList.AUTHORITY);
            } else {
                fields.replace(AUTHORITY_INDEX, facts.host, false);
            }
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
            if (requests) {
                requestLine(octets, begin, begin + length, facts);
            } else {
                statusLine(octets, begin, begin + length, facts);
            }
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

    private void requestLine(byte[] octets, int begin, int end, HeadFacts facts) throws BadMessage {
        int space = begin;
        while (space < end && Octets.isToken(octets[space])) {
            space++;
        }
        if (space == begin || space == end || octets[space] != ' ') {
            throw new BadMessage(400, "a request line without a method (RFC 9112 section 3.1)");
        }
        int target = space + 1;
        int targetEnd = target;
        while (targetEnd < end && Octets.isTarget(octets[targetEnd])) {
            targetEnd++;
        }
        if (targetEnd == target || targetEnd == end || octets[targetEnd] != ' ') {
            throw new BadMessage(400, "a request target that is none (RFC 9112 section 3.2)");
        }
        facts.minor = version(octets, targetEnd + 1, end);
        String method = FieldNames.text(octets, begin, space - begin);
        facts.head = method.equals("HEAD");
        facts.connect = method.equals("CONNECT");
        facts.target = targetEnd - target == 1 && octets[target] == '/'
                ? "/"
                : new String(octets, target, targetEnd - target, StandardCharsets.ISO_8859_1);
        fields.add(HeaderList.METHOD, method);
        target(method, facts);
    }

    /** The forms of a request target: RFC 9112 section 3.2. */
    private void target(String method, HeadFacts facts) throws BadMessage {
        String target = facts.target;
        authorityGiven = true;
        if (facts.connect) {
            Authority tunnel = Authority.parse(target).orElse(null);
            if (tunnel == null || tunnel.port() == Authority.NO_PORT) {
                throw new BadMessage(400, "a CONNECT without host and port (RFC 9112 section 3.2.3)");
            }
            fields.add(HeaderList.AUTHORITY, target);
        } else if (target.charAt(0) == '/' || (target.equals("*") && method.equals("OPTIONS"))) {
            authorityGiven = false;
            fields.add(HeaderList.SCHEME, scheme);
            fields.add(HeaderList.AUTHORITY, "");
            fields.add(HeaderList.PATH, target);
        } else {
            absolute(method, target);
        }
    }

    private void absolute(String method, String target) throws BadMessage {
        int colon = target.indexOf("://");
        int end = colon + 3;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        if (colon <= 0 || end == colon + 3) {
            throw new BadMessage(400, "a request target of no known form (RFC 9112 section 3.2)");
        }
        String authority = target.substring(colon + 3, end);
        if (Authority.parse(authority).isEmpty()) {
            throw new BadMessage(400, "a request target whose authority is none (RFC 9112 section 3.2.2)");
        }
        fields.add(HeaderList.SCHEME, target.substring(0, colon).toLowerCase(Locale.ROOT));
        fields.add(HeaderList.AUTHORITY, authority);
        String path = target.substring(end);
        if (path.isEmpty()) {
            // An OPTIONS without a path means the server as a whole: section 3.2.4.
            path = method.equals("OPTIONS") ? "*" : "/";
        } else if (path.charAt(0) != '/') {
            path = "/" + path;
        }
        fields.add(HeaderList.PATH, path);
    }

    private void statusLine(byte[] octets, int begin, int end, HeadFacts facts) throws BadMessage {
        int space = begin + 8;
        if (end < space + 4 || octets[space] != ' ') {
            throw new BadMessage(400, "a line that is no status line (RFC 9112 section 4)");
        }
        facts.minor = version(octets, begin, space);
        int status = 0;
        for (int i = space + 1; i < space + 4; i++) {
            int digit = octets[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new BadMessage(400, "a status code that is none (RFC 9112 section 4)");
            }
            status = status * 10 + digit;
        }
        if (status < 100 || (end > space + 4 && octets[space + 4] != ' ')) {
            throw new BadMessage(400, "a status code that is none (RFC 9112 section 4)");
        }
        for (int i = space + 4; i < end; i++) {
            if (!Octets.isValue(octets[i])) {
                throw new BadMessage(400, "a control character in a reason phrase (RFC 9112 section 4)");
            }
        }
        facts.status = status;
        facts.reason = reason(status, octets, Math.min(space + 5, end), end);
        fields.add(HeaderList.STATUS, FieldNames.status(status));
    }

    /** Mostly the words that the registry has for the status, for which no object is made. */
    private static String reason(int status, byte[] octets, int begin, int end) {
        String usual = USUAL_REASONS[status];
        int length = end - begin;
        if (usual.length() == length) {
            int same = 0;
            while (same < length && octets[begin + same] == usual.charAt(same)) {
                same++;
            }
            if (same == length) {
                return usual;
            }
        }
        return new String(octets, begin, length, StandardCharsets.ISO_8859_1);
    }

    /** The last digit of the version, 1 for all later ones of HTTP/1. */
    private static int version(byte[] octets, int begin, int end) throws BadMessage {
        if (end - begin != 8
                || octets[begin] != 'H'
                || octets[begin + 1] != 'T'
                || octets[begin + 2] != 'T'
                || octets[begin + 3] != 'P'
                || octets[begin + 4] != '/'
                || octets[begin + 6] != '.'
                || !digit(octets[begin + 5])
                || !digit(octets[begin + 7])) {
            throw new BadMessage(400, "a version that is none (RFC 9112 section 2.3)");
        }
        if (octets[begin + 5] != '1') {
            throw new BadMessage(505, "a version that is not HTTP/1 (RFC 9112 section 2.3)");
        }
        return octets[begin + 7] == '0' ? 0 : 1;
    }

    private static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
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
