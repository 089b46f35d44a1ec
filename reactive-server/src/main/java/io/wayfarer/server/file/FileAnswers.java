/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.server.file;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

import io.wayfarer.server.page.Page;

/** Answers to a request, once it is known what stands at its path. */
final class FileAnswers {

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final int mostRanges;
    private final Clock clock;

    FileAnswers(int mostRanges, Clock clock) {
        this.mostRanges = mostRanges;
        this.clock = clock;
    }

    /** What was found, for the methods that files know. */
    Mono<ServerResponse> to(ServerRequest request, Found found) {
        HttpMethod method = request.method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? found.answer(request, this)
                : another(method);
    }

    /** Whole, in part, or not at all (RFC 9110 section 13.2.2 and 14.2). */
    Mono<ServerResponse> file(ServerRequest request, FoundFile found) {
        HttpHeaders asked = request.exchange().getRequest().getHeaders();
        Representation file = found.preferred(asked);
        return switch (Preconditions.evaluate(asked, file.validators(), clock)) {
            case FAILED -> Mono.error(new ResponseStatusException(HttpStatus.PRECONDITION_FAILED));
            // With the length that 200 would have: without one Reactor Netty says Transfer-Encoding of no content.
            case NOT_MODIFIED ->
                Mono.just(FileResponse.without(HttpStatus.NOT_MODIFIED, file.headers(), file.length()));
            case PROCEED -> request.method().equals(HttpMethod.GET) ? content(asked, file) : Mono.just(head(file));
        };
    }

    private static FileResponse head(Representation file) {
        return FileResponse.without(HttpStatus.OK, file.headers(), file.length());
    }

    private Mono<ServerResponse> content(HttpHeaders asked, Representation file) {
        String range = asked.getFirst(HttpHeaders.RANGE);
        if (range == null || !Preconditions.allowsRange(asked, file.validators(), clock)) {
            return Mono.just(whole(file));
        }
        Optional<List<ByteRange>> ranges = ByteRange.parse(range, file.length(), mostRanges);
        if (ranges.isEmpty()) {
            return Mono.just(whole(file));
        }
        return ranges.get().isEmpty()
                ? Mono.error(new UnsatisfiableRangeException(file.length()))
                : Mono.just(parts(file, ranges.get()));
    }

    private static FileResponse whole(Representation file) {
        if (file.length() == 0) {
            return head(file);
        }
        ByteRange all = new ByteRange(0, file.length() - 1);
        return new FileResponse(
                HttpStatus.OK,
                file.headers(),
                file.length(),
                response -> file.content().send(response, all));
    }

    private static FileResponse parts(Representation file, List<ByteRange> ranges) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(file.headers());
        if (ranges.size() == 1) {
            ByteRange range = ranges.get(0);
            headers.set(HttpHeaders.CONTENT_RANGE, range.of(file.length()));
            return new FileResponse(
                    HttpStatus.PARTIAL_CONTENT,
                    headers,
                    range.length(),
                    response -> file.content().send(response, range));
        }
        Parts parts = new Parts(file, ranges);
        headers.set(HttpHeaders.CONTENT_TYPE, parts.contentType());
        return new FileResponse(
                HttpStatus.PARTIAL_CONTENT,
                headers,
                parts.length(),
                response -> response.writeWith(parts.body(response.bufferFactory())));
    }

    /** To the same path with a slash. Relative, so that it is right behind whatever prefix a proxy takes away. */
    Mono<ServerResponse> slash(ServerRequest request) {
        PathContainer path = request.exchange().getRequest().getPath();
        List<PathContainer.Element> elements = path.elements();
        String query =
                request.uri().getRawQuery() == null ? "" : '?' + request.uri().getRawQuery();
        HttpHeaders headers = new HttpHeaders();
        headers.set(
                HttpHeaders.LOCATION, "./" + elements.get(elements.size() - 1).value() + '/' + query);
        return Mono.just(FileResponse.without(HttpStatus.MOVED_PERMANENTLY, headers, 0));
    }

    /** A page, or JSON for who prefers that. */
    Mono<ServerResponse> listing(ServerRequest request, Listing listing) {
        ListingOrder order = ListingOrder.of(request.queryParams());
        List<Listing.Item> items = order.sorted(listing.items());
        String path =
                StringUtils.uriDecode(request.exchange().getRequest().getPath().value(), StandardCharsets.UTF_8);
        HttpHeaders headers = new HttpHeaders();
        headers.setVary(List.of(HttpHeaders.ACCEPT));
        headers.setCacheControl("no-cache");
        byte[] octets;
        if (prefersJson(request)) {
            headers.setContentType(MediaType.APPLICATION_JSON);
            octets = ListingJson.of(path, listing, items).getBytes(StandardCharsets.UTF_8);
        } else {
            Page page = ListingPage.of(path, listing, order, items);
            page.describe(headers);
            octets = page.octets();
        }
        ByteRange all = new ByteRange(0, octets.length - 1);
        FileResponse.Body body = request.method().equals(HttpMethod.HEAD)
                ? null
                : response -> new MemoryContent(octets).send(response, all);
        return Mono.just(new FileResponse(HttpStatus.OK, headers, octets.length, body));
    }

    private static boolean prefersJson(ServerRequest request) {
        Weights accepted =
                Weights.parse(request.exchange().getRequest().getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of()));
        return accepted.ofMediaType("application", "json") > accepted.ofMediaType("text", "html");
    }

    private static Mono<ServerResponse> another(HttpMethod method) {
        return method.equals(HttpMethod.OPTIONS)
                ? ServerResponse.ok().allow(METHODS).build()
                : Mono.error(new MethodNotAllowedException(method, METHODS));
    }
}
