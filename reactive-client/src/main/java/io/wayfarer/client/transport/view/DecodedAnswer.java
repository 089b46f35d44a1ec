/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.transport.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;

import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.protocol.coding.ContentCoding;
import io.wayfarer.protocol.grammar.FieldList;

/** An answer whose content is decompressed as it is read (RFC 9110 section 8.4). */
public final class DecodedAnswer extends AnswerView {

    /** What this client can decompress, as {@code Accept-Encoding} says it; which libraries are present decides. */
    public static final String ACCEPTED = Arrays.stream(ContentCoding.values())
            .filter(ContentCoding::available)
            .map(ContentCoding::token)
            .collect(Collectors.joining(", "));

    /** Nobody compresses a content more often; each coding costs memory. */
    private static final int MOST_CODINGS = 4;

    private static final int PARTIAL_CONTENT = 206;

    private final HopId hop;
    private final List<ContentCoding> codings;
    private final Decompression limits;
    private @Nullable HttpHeaders headers;

    private DecodedAnswer(TransportResponse coded, HopId hop, List<ContentCoding> codings, Decompression limits) {
        super(coded);
        this.hop = hop;
        this.codings = codings;
        this.limits = limits;
    }

    /**
     * The answer decompressed; the same answer where it is not compressed, is a part of something compressed, or in a coding
     * that is unknown here.
     */
    public static TransportResponse of(TransportResponse answer, HopId hop, Decompression limits) {
        List<String> fields = answer.headers().get(HttpHeaders.CONTENT_ENCODING);
        if (fields == null || answer.status() == PARTIAL_CONTENT) {
            return answer;
        }
        List<ContentCoding> codings = new ArrayList<>(2);
        for (String name : FieldList.tokens(String.join(",", fields)).orElse(List.of("?"))) {
            Optional<ContentCoding> coding = ContentCoding.of(name).filter(ContentCoding::available);
            if (coding.isPresent()) {
                codings.add(coding.get());
            } else if (!name.equalsIgnoreCase("identity")) {
                return answer;
            }
        }
        return codings.isEmpty() || codings.size() > MOST_CODINGS
                ? answer
                : new DecodedAnswer(answer, hop, codings, limits);
    }

    /** The answer as it came. */
    public TransportResponse coded() {
        return answer;
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders made = headers;
        if (made == null) {
            HttpHeaders fields = new HttpHeaders();
            fields.addAll(answer.headers());
            fields.remove(HttpHeaders.CONTENT_ENCODING);
            fields.remove(HttpHeaders.CONTENT_LENGTH);
            made = HttpHeaders.readOnlyHttpHeaders(fields);
            headers = made;
        }
        return made;
    }

    @Override
    public Flux<DataBuffer> body() {
        return Decoding.of(answer.body(), hop, codings, limits);
    }
}
