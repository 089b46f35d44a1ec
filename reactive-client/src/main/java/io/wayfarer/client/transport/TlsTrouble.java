/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

/**
 * Why a handshake failed.
 *
 * @param certificate whether the peer's certificate was the reason
 * @param reason in the words of whoever noticed it first
 */
record TlsTrouble(boolean certificate, String reason) {

    static TlsTrouble of(Throwable e) {
        boolean certificate = false;
        String reason = "";
        for (Throwable t = e; t != null; t = t.getCause()) {
            certificate |= t instanceof CertificateException
                    || t instanceof CertPathValidatorException
                    || t instanceof CertPathBuilderException;
            reason = t.getMessage() == null ? reason : t.getMessage();
        }
        return new TlsTrouble(certificate, reason);
    }
}
