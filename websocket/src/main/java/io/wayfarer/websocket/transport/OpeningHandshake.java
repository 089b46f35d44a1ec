/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.websocket.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The client's part of one opening handshake (RFC 6455 section 4.1): what it asks for, and whether the answer fits. */
final class OpeningHandshake {

    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<String> subProtocols;
    private final @Nullable PerMessageDeflateClientExtensionHandshaker deflate;
    private final String key;

    /** @param maxMessageBytes bound on what compression may unfold to */
    OpeningHandshake(List<String> subProtocols, boolean compression, int maxMessageBytes) {
        this.subProtocols = subProtocols;
        this.deflate = compression ? new PerMessageDeflateClientExtensionHandshaker(maxMessageBytes) : null;
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** The server's answer is not what RFC 6455 section 4.1 asks for, so that there is no WebSocket. */
    static final class InvalidAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InvalidAnswer(String message) {
            super(message, null, false, false);
        }
    }

    /** Overwrites the fields that belong to the handshake. */
    void addTo(HttpHeaders request) {
        request.set(HttpHeaders.UPGRADE, "websocket");
        request.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        request.set("Sec-WebSocket-Key", key);
        request.set("Sec-WebSocket-Version", "13");
        if (!subProtocols.isEmpty()) {
            request.set("Sec-WebSocket-Protocol", String.join(", ", subProtocols));
        }
        if (deflate != null) {
            request.set("Sec-WebSocket-Extensions", written(deflate.newRequestData()));
        }
    }

    private static String written(WebSocketExtensionData extension) {
        StringBuilder text = new StringBuilder(extension.name());
        extension.parameters().forEach((name, value) -> {
            text.append("; ").append(name);
            if (value != null) {
                text.append('=').append(value);
            }
        });
        return text.toString();
    }

    /**
     * Checks an answer of status 101.
     *
     * @return the compression agreed on, or null for none
     * @throws InvalidAnswer when it does not fit
     */
    @Nullable
    WebSocketClientExtension verify(HttpHeaders answer) {
        if (!"websocket".equalsIgnoreCase(answer.getFirst(HttpHeaders.UPGRADE))) {
            throw new InvalidAnswer("the server switches to another protocol than websocket");
        }
        if (answer.getConnection().stream().noneMatch(HttpHeaders.UPGRADE::equalsIgnoreCase)) {
            throw new InvalidAnswer("the answer's Connection field lacks Upgrade");
        }
        if (!accept().equals(answer.getFirst("Sec-WebSocket-Accept"))) {
            throw new InvalidAnswer("Sec-WebSocket-Accept does not fit the key that was sent");
        }
        List<String> chosen = answer.getOrEmpty("Sec-WebSocket-Protocol");
        if (chosen.size() > 1 || !subProtocols.containsAll(chosen)) {
            throw new InvalidAnswer("the server chose a sub-protocol that was not offered");
        }
        return agreed(answer.getOrEmpty("Sec-WebSocket-Extensions"));
    }

    private @Nullable WebSocketClientExtension agreed(List<String> fields) {
        if (fields.isEmpty()) {
            return null; // Netty takes an empty text for an extension without a name
        }
        WebSocketClientExtension extension = null;
        for (WebSocketExtensionData data : WebSocketExtensionUtil.extractExtensions(String.join(",", fields))) {
            WebSocketClientExtension next = deflate == null || extension != null ? null : understood(deflate, data);
            if (next == null) {
                throw new InvalidAnswer("the server chose an extension that was not offered");
            }
            extension = next;
        }
        return extension;
    }

    private static @Nullable WebSocketClientExtension understood(
            PerMessageDeflateClientExtensionHandshaker deflate, WebSocketExtensionData data) {
        try {
            return deflate.handshakeExtension(data);
        } catch (NumberFormatException e) {
            throw new InvalidAnswer("a parameter of permessage-deflate is not a number");
        }
    }

    private String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
