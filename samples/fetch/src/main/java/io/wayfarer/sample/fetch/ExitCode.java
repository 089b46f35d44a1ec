/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

/** How the program ends, in the numbers of curl. */
enum ExitCode {
    OK(0),
    UNSUPPORTED_PROTOCOL(1),
    USAGE(2),
    MALFORMED_URL(3),
    PROXY_UNRESOLVED(5),
    HOST_UNRESOLVED(6),
    NO_CONNECTION(7),
    WEIRD_REPLY(8),
    PARTIAL_BODY(18),
    HTTP_ERROR(22),
    WRITE_ERROR(23),
    UPLOAD_FAILED(25),
    READ_ERROR(26),
    TIMEOUT(28),
    RANGE_REFUSED(33),
    TLS_HANDSHAKE(35),
    INTERFACE_FAILED(45),
    TOO_MANY_REDIRECTS(47),
    OPTION_SYNTAX(49),
    EMPTY_REPLY(52),
    RECEIVE_ERROR(56),
    CLIENT_CERTIFICATE(58),
    CIPHERS(59),
    CERTIFICATE(60),
    FILE_TOO_LARGE(63),
    NOT_REWOUND(65),
    LOGIN_DENIED(67),
    CERTIFICATE_FILE(77),
    PINNED_KEY(90),
    QUIC_CONNECT(96),
    PROXY_HANDSHAKE(97);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
