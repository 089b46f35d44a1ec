/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/** What is known about one transfer, while it runs and after it. Used by one thread at a time. */
final class TransferReport {

    /** An answer's head. */
    record Answer(TransportRequest request, TransportResponse response, long headBytes, long atNanos) {}

    private final int number;
    private final String typedUrl;
    private final long startNanos = System.nanoTime();
    private final List<Answer> answers = new ArrayList<>();
    private Optional<TransportRequest> lastRequest = Optional.empty();
    private Optional<HttpUrl> askedUrl = Optional.empty();
    private Optional<FetchException> failure = Optional.empty();
    private Optional<Output> output = Optional.empty();
    private long bodyBytes;
    private long endNanos = startNanos;

    /** @param number of the URL on the command line, from 0 */
    TransferReport(int number, String typedUrl) {
        this.number = number;
        this.typedUrl = typedUrl;
    }

    void asked(HttpUrl url, Output destination) {
        askedUrl = Optional.of(url);
        output = Optional.of(destination);
    }

    void sending(TransportRequest request) {
        lastRequest = Optional.of(request);
    }

    void received(TransportRequest request, TransportResponse response, long headBytes) {
        bodyBytes = 0;
        answers.add(new Answer(request, response, headBytes, System.nanoTime() - startNanos));
    }

    void receivedBody(long bytes) {
        bodyBytes += bytes;
    }

    void ended(Optional<FetchException> why) {
        failure = why;
        endNanos = System.nanoTime();
    }

    int number() {
        return number;
    }

    String typedUrl() {
        return typedUrl;
    }

    String fileName() {
        return output.map(Output::fileName).orElse("");
    }

    /** Of the last answer, before they are decompressed. */
    long bodyBytes() {
        return bodyBytes;
    }

    Optional<FetchException> failure() {
        return failure;
    }

    Optional<TransportRequest> lastRequest() {
        return lastRequest;
    }

    /** The heads of all answers, redirects included. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    Optional<Answer> lastAnswer() {
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(answers.size() - 1));
    }

    /** True when the last request was answered, so that what failed later is the body. */
    boolean lastRequestAnswered() {
        return lastRequest.isPresent() && lastAnswer().map(Answer::request).equals(lastRequest);
    }

    /** The URL fetched last, or what was typed when there was none. */
    String effectiveUrl() {
        return lastRequest
                .map(request -> request.hop().url())
                .or(() -> askedUrl)
                .map(url -> url.withFragment(null).href())
                .orElse(typedUrl);
    }

    double seconds() {
        return (endNanos - startNanos) / 1e9;
    }

    /** Since the start, while the transfer runs. */
    double secondsSoFar() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Until all redirects were answered. */
    double redirectSeconds() {
        return answers.size() < 2 ? 0 : answers.get(answers.size() - 2).atNanos() / 1e9;
    }

    /** Until the last answer's head was there. */
    double firstByteSeconds() {
        return lastAnswer().map(answer -> answer.atNanos() / 1e9).orElse(0.0);
    }
}
