/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h1;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.wayfarer.protocol.grammar.Authority;
import io.wayfarer.protocol.header.HeaderList;

/** The first line of a request: method, target and version (RFC 9112 section 3). */
final class RequestLine extends StartLine {

    /** Behind method and scheme. */
    private static final int AUTHORITY_INDEX = 2;

    private String scheme = "http";

    /** The target itself names the authority, so that the Host field does not. */
    private boolean authorityGiven;

    @Override
    void scheme(String name) {
        scheme = name;
    }

    @Override
    void complete(HeadFacts facts, HeaderList.Builder fields) {
        if (authorityGiven) {
            return;
        }
        if (facts.host.isEmpty()) {
            fields.remove(HeaderList.AUTHORITY);
        } else {
            fields.replace(AUTHORITY_INDEX, facts.host, false);
        }
    }

    @Override
    void read(byte[] octets, int begin, int end, HeadFacts facts, HeaderList.Builder fields) throws BadMessage {
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
        target(method, facts, fields);
    }

    /** The forms of a request target: RFC 9112 section 3.2. */
    private void target(String method, HeadFacts facts, HeaderList.Builder fields) throws BadMessage {
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
            absolute(method, target, fields);
        }
    }

    private static void absolute(String method, String target, HeaderList.Builder fields) throws BadMessage {
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
}
