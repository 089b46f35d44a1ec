/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.h2;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.delivery.Inbox;
import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.header.HeaderList;

/** The receiving half of a stream, which checks that the message is of one piece (RFC 9113 section 8.1). */
final class StreamInbox extends Inbox {

    /** More interim answers than this are no answer at all. */
    private static final int MAX_INTERIM = 100;

    private final Http2Stream stream;

    /** Whether the peer's answer may have no content whatever its fields say, by the method of the request. */
    private boolean head;

    private boolean headReceived;
    private int interim;

    /** Whether the peer has ended its message, though Netty may not have taken note yet. */
    private boolean ending;

    private long contentLength = -1;
    private long received;

    StreamInbox(Http2Stream stream, @Nullable HeaderList request) {
        this.stream = stream;
        if (request != null) {
            answers(request);
        }
    }

    /** What will come is the answer to this request. */
    void answers(HeaderList request) {
        head = "HEAD".equals(request.first(HeaderList.METHOD));
    }

    @Override
    protected void taken(long octets) {
        stream.delivered((int) octets);
    }

    @Override
    protected void receiverThrew() {
        stream.reset(Http2Error.INTERNAL_ERROR);
    }

    /** Whether the final head has come. */
    boolean headReceived() {
        return headReceived;
    }

    /** Why the peer may send no more interim heads, null when it may. */
    @Nullable
    String interimReceived() {
        return ++interim > MAX_INTERIM ? "more than " + MAX_INTERIM + " interim answers (RFC 9110 section 15.2)" : null;
    }

    /** @param length the Content-Length, -1 for none */
    void finalHeadReceived(int status, long length) {
        headReceived = true;
        contentLength = head || status == 204 || status == 304 ? 0 : length;
    }

    /** Why the content contradicts the head, null when it does not (RFC 9113 section 8.1.1). */
    @Nullable
    String receivedContent(int octets, boolean end) {
        received += octets;
        ending = end;
        if (contentLength >= 0 && (received > contentLength || (end && received < contentLength))) {
            return "the content is not as long as Content-Length says (RFC 9113 section 8.1.1)";
        }
        return null;
    }

    boolean ending() {
        return ending;
    }
}
