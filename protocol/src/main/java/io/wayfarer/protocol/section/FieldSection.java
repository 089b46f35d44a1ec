/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.section;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.grammar.ContentLength;
import io.wayfarer.protocol.header.HeaderList;
import io.wayfarer.protocol.hpack.FieldSink;

/**
 * Takes the fields of one section as they are decompressed, and judges what they make (RFC 9113 section 8.3, RFC 9114 section
 * 4.3). What is malformed is noted and not thrown: the stream has to exist before it can fail alone.
 */
public final class FieldSection implements FieldSink {

    private static final int METHOD = 1;
    private static final int SCHEME = 2;
    private static final int AUTHORITY = 4;
    private static final int PATH = 8;
    private static final int STATUS = 16;
    private static final int PROTOCOL = 32;
    private static final int REQUEST = METHOD | SCHEME | AUTHORITY | PATH | PROTOCOL;

    private final HeaderList.Builder fields = HeaderList.builder();
    private final int maxFields;
    private int pseudo;
    private boolean regular;
    private @Nullable String status;
    private @Nullable String method;
    private @Nullable String malformed;
    private boolean tooMany;
    private long contentLength = -1;

    /** @param maxFields those beyond are not kept */
    public FieldSection(int maxFields) {
        this.maxFields = maxFields;
    }

    @Override
    public void field(String name, String value, boolean neverIndexed) {
        if (malformed != null || tooMany) {
            return;
        }
        if (fields.size() == maxFields) {
            tooMany = true;
            return;
        }
        if (!FieldRules.validName(name)) {
            malformed = "a field name holds what none may hold (RFC 9113 section 8.2.1)";
        } else if (!FieldRules.validValue(value)) {
            malformed = "a field value holds what none may hold (RFC 9113 section 8.2.1)";
        } else if (name.charAt(0) == ':') {
            pseudo(name, value);
        } else {
            regular(name, value);
        }
        if (malformed != null) {
            return;
        }
        if (neverIndexed) {
            fields.addNeverIndexed(name, value);
        } else {
            fields.add(name, value);
        }
    }

    /** Whether there are more fields than allowed; those beyond are not kept. */
    public boolean tooMany() {
        return tooMany;
    }

    private void pseudo(String name, String value) {
        int bit = bit(name);
        if (bit == 0) {
            malformed = "an unknown pseudo-header field (RFC 9113 section 8.3)";
        } else if (regular) {
            malformed = "a pseudo-header field behind other fields (RFC 9113 section 8.3)";
        } else if ((pseudo & bit) != 0) {
            malformed = "a pseudo-header field twice (RFC 9113 section 8.3)";
        }
        pseudo |= bit;
        if (bit == STATUS) {
            status = value;
        } else if (bit == METHOD) {
            method = value;
        }
    }

    private static int bit(String name) {
        return switch (name) {
            case HeaderList.METHOD -> METHOD;
            case HeaderList.SCHEME -> SCHEME;
            case HeaderList.AUTHORITY -> AUTHORITY;
            case HeaderList.PATH -> PATH;
            case HeaderList.STATUS -> STATUS;
            case HeaderList.PROTOCOL -> PROTOCOL;
            default -> 0;
        };
    }

    private void regular(String name, String value) {
        regular = true;
        if (FieldRules.connectionSpecific(name, value)) {
            malformed = "a field that belongs to a connection of HTTP/1 (RFC 9113 section 8.2.2)";
        } else if (name.length() == 14 && name.equals("content-length")) {
            long length = ContentLength.parse(value);
            if (length < 0 || (contentLength >= 0 && contentLength != length)) {
                malformed = "an invalid Content-Length (RFC 9113 section 8.1.1)";
            }
            contentLength = length;
        }
    }

    /** Why these fields are no request, null when they are one (RFC 9113 sections 8.3.1 and 8.5, RFC 8441 section 4). */
    public @Nullable String malformedRequest(HeaderList request, boolean connectProtocol) {
        if (malformed != null) {
            return malformed;
        }
        if ((pseudo & STATUS) != 0) {
            return "a response's pseudo-header field in a request (RFC 9113 section 8.3)";
        }
        if ((pseudo & PROTOCOL) != 0 && !connectProtocol) {
            return "an extended CONNECT that was not offered (RFC 8441 section 3)";
        }
        boolean connect = "CONNECT".equals(method);
        if (connect && (pseudo & PROTOCOL) == 0) {
            return pseudo == (METHOD | AUTHORITY)
                    ? TargetRules.malformed(request)
                    : "a malformed CONNECT (RFC 9113 section 8.5)";
        }
        if ((pseudo & PROTOCOL) != 0 && !connect) {
            return "a :protocol without CONNECT (RFC 8441 section 4)";
        }
        if ((pseudo & (METHOD | SCHEME | PATH)) != (METHOD | SCHEME | PATH)) {
            return "a mandatory pseudo-header field is missing (RFC 9113 section 8.3.1)";
        }
        return TargetRules.malformed(request);
    }

    /** Why a client may not take this promised request, null when it may (RFC 9113 section 8.4). */
    public @Nullable String malformedPromise(HeaderList request, @Nullable HeaderList beside) {
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            return "a promise of a request that is not safe (RFC 9113 section 8.4)";
        }
        if (contentLength > 0) {
            return "a promise of a request with content (RFC 9113 section 8.4)";
        }
        boolean sameOrigin = beside == null
                || (Objects.equals(request.first(HeaderList.SCHEME), beside.first(HeaderList.SCHEME))
                        && Objects.equals(request.first(HeaderList.AUTHORITY), beside.first(HeaderList.AUTHORITY)));
        return sameOrigin ? null : "a promise for an authority that is not the server's (RFC 9113 section 8.4)";
    }

    /** Why these fields are no response, null when they are one (RFC 9113 section 8.3.2). */
    public @Nullable String malformedResponse(int code) {
        if (malformed != null) {
            return malformed;
        }
        if ((pseudo & REQUEST) != 0) {
            return "a request's pseudo-header field in a response (RFC 9113 section 8.3)";
        }
        if (code < 100 || code == 101) {
            return "no valid :status (RFC 9113 sections 8.3.2 and 8.6)";
        }
        return null;
    }

    /** Why these fields are no trailer section, null when they are one (RFC 9113 section 8.1). */
    public @Nullable String malformedTrailers() {
        if (malformed != null) {
            return malformed;
        }
        return pseudo == 0 ? null : "a pseudo-header field in a trailer section (RFC 9113 section 8.1)";
    }

    /** What has come. */
    public HeaderList list() {
        return fields.build();
    }

    /** The Content-Length, -1 when there is none. */
    public long contentLength() {
        return contentLength;
    }

    public int size() {
        return fields.size();
    }

    /** The value of {@code :status}. */
    public @Nullable String status() {
        return status;
    }

    /** The value of {@code :method}. */
    public @Nullable String method() {
        return method;
    }
}
