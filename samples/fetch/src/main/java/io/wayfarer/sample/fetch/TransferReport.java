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
    record Answer(TransportRequest request, TransportResponse response, long headBytes) {}

    private final int number;
    private final String typedUrl;
    private final long startNanos = System.nanoTime();
    private final List<Answer> answers = new ArrayList<>();
    private Optional<TransportRequest> lastRequest = Optional.empty();
    private Optional<HttpUrl> askedUrl = Optional.empty();
    private Optional<FetchException> failure = Optional.empty();
    private Optional<Output> output = Optional.empty();
    private long bodyBytes;
    private long requestBytes;
    private long lastHeadBytes;
    private long lastSentNanos;
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

    /** @param headBytes the size of its head */
    void sending(TransportRequest request, long headBytes) {
        lastRequest = Optional.of(request);
        lastHeadBytes = headBytes;
        lastSentNanos = System.nanoTime() - startNanos;
    }

    void received(TransportRequest request, TransportResponse response, long headBytes) {
        bodyBytes = 0;
        requestBytes += lastHeadBytes;
        answers.add(new Answer(request, response, headBytes));
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

    /** The name of the file that was written. */
    Optional<String> written() {
        return output.flatMap(Output::written);
    }

    /** Of the last answer, before they are decompressed. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** Of the heads of all requests that were answered. */
    long requestBytes() {
        return requestBytes;
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

    /** How many of so many there were in a second. */
    long perSecond(long bytes) {
        return seconds() == 0 ? 0 : (long) (bytes / seconds());
    }

    /** Until the last of several requests began. */
    double redirectSeconds() {
        return answers.size() < 2 ? 0 : lastSentNanos / 1e9;
    }
}
