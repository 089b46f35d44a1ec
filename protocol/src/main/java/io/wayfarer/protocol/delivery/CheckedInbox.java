/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.delivery;

import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.header.HeaderList;

/** An inbox of HTTP/2 and HTTP/3, which checks that the message is of one piece (RFC 9113 section 8.1, RFC 9114 section 4.1). */
public abstract class CheckedInbox extends Inbox {

    /** More interim answers than this are no answer at all. */
    private static final int MAX_INTERIM = 100;

    /** Whether the peer's answer may have no content whatever its fields say, by the method of the request. */
    private boolean head;

    private boolean headReceived;
    private int interim;
    private long contentLength = -1;
    private long received;

    protected CheckedInbox() {}

    /** What will come is the answer to this request. */
    public final void answers(HeaderList request) {
        head = "HEAD".equals(request.first(HeaderList.METHOD));
    }

    /** Whether the final head has come. */
    public final boolean headReceived() {
        return headReceived;
    }

    /** Why the peer may send no more interim heads, null when it may. */
    public final @Nullable String interimReceived() {
        return ++interim > MAX_INTERIM ? "more than " + MAX_INTERIM + " interim answers (RFC 9110 section 15.2)" : null;
    }

    /**
     * The head that is none of an interim answer has come.
     *
     * @param length the Content-Length, -1 for none
     */
    public final void finalHeadReceived(int status, long length) {
        headReceived = true;
        contentLength = head || status == 204 || status == 304 ? 0 : length;
    }

    /** Why the content contradicts the head, null when it does not (RFC 9113 section 8.1.1, RFC 9114 section 4.1.2). */
    public final @Nullable String receivedContent(int octets, boolean end) {
        received += octets;
        if (contentLength >= 0 && (received > contentLength || (end && received < contentLength))) {
            return "the content is not as long as Content-Length says (RFC 9113 section 8.1.1)";
        }
        return null;
    }
}
