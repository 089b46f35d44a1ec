/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport.view;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.wayfarer.client.hop.HopTimes;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.transport.TransportResponse;

/**
 * An answer whose body is read in another way; the rest is as it came. For transports that are put around another one: who
 * extends it gives the body, and releases buffers that do not get to its subscriber.
 */
public abstract class AnswerView implements TransportResponse {

    /** As it came. */
    protected final TransportResponse answer;

    /** Takes over the answer: whoever holds this releases that. */
    protected AnswerView(TransportResponse answer) {
        this.answer = answer;
    }

    @Override
    public int status() {
        return answer.status();
    }

    @Override
    public String reasonPhrase() {
        return answer.reasonPhrase();
    }

    @Override
    public HttpHeaders headers() {
        return answer.headers();
    }

    @Override
    public String protocol() {
        return answer.protocol();
    }

    @Override
    public Optional<InetSocketAddress> peer() {
        return answer.peer();
    }

    @Override
    public @Nullable Route route() {
        return answer.route();
    }

    @Override
    public List<String> repetitions() {
        return answer.repetitions();
    }

    @Override
    public @Nullable HopTimes times() {
        return answer.times();
    }

    @Override
    public Optional<InetSocketAddress> localAddress() {
        return answer.localAddress();
    }

    @Override
    public Optional<SSLSession> tlsSession() {
        return answer.tlsSession();
    }

    @Override
    public boolean authenticated() {
        return answer.authenticated();
    }

    @Override
    public List<String> alternatives() {
        return answer.alternatives();
    }

    @Override
    public HttpHeaders trailers() {
        return answer.trailers();
    }

    @Override
    public void release() {
        answer.release();
    }
}
