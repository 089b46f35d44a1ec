/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import io.wayfarer.client.body.RequestBody;

/**
 * What the options ask to be sent, for every URL of the command line.
 *
 * @param method what goes over the wire
 * @param methodNamed whether {@code --request} gave the method
 * @param kind the method by whose rules redirects are followed: {@code --request} changes the word only
 * @param headers all of them but {@code Host} and framing
 * @param query to be added to each URL
 */
record RequestPlan(
        HttpMethod method, boolean methodNamed, HttpMethod kind, HttpHeaders headers, RequestBody body, String query) {

    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    /** @throws FetchException when options exclude each other, or a file cannot be read */
    static RequestPlan of(CommandLine line, Inputs inputs, Consumer<String> warnings) throws FetchException {
        HttpMethod kind = kind(line);
        HttpHeaders headers = new HttpHeaders();
        String agent = line.last(Option.USER_AGENT).orElseGet(Help::userAgent);
        setUnlessEmpty(headers, HttpHeaders.USER_AGENT, agent);
        headers.set(HttpHeaders.ACCEPT, "*/*");
        line.last(Option.REFERER)
                .ifPresent(referer -> setUnlessEmpty(headers, HttpHeaders.REFERER, withoutAuto(referer)));
        setUnlessEmpty(
                headers,
                HttpHeaders.COOKIE,
                line.all(Option.COOKIE).stream()
                        .filter(text -> text.contains("="))
                        .collect(Collectors.joining(";")));
        HeaderLines given = HeaderLines.parse(line.all(Option.HEADER), inputs);

        String query = "";
        RequestBody body = RequestBody.empty();
        List<CommandLine.Argument> data = line.all(PostData.OPTIONS);
        if (!data.isEmpty()) {
            byte[] bytes = new PostData(inputs, warnings).join(data);
            if (line.has(Option.GET)) {
                query = new String(bytes, StandardCharsets.UTF_8);
            } else {
                body = RequestBody.bytes(bytes, null);
                headers.set(HttpHeaders.CONTENT_TYPE, FORM_TYPE);
            }
        }
        String boundary = null;
        if (!line.all(Option.FORM).isEmpty()) {
            MultipartBody form = multipart(line.all(Option.FORM), inputs);
            boundary = form.boundary();
            body = form.toRequestBody();
            headers.set(HttpHeaders.CONTENT_TYPE, "multipart/form-data");
        }
        given.applyTo(headers);
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (boundary != null && type != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, type + "; boundary=" + boundary);
        }
        Optional<HttpMethod> named = line.last(Option.REQUEST).map(HttpMethod::valueOf);
        return new RequestPlan(
                named.orElse(kind), named.isPresent(), kind, headers, chunkedIfAsked(headers, body), query);
    }

    private static HttpMethod kind(CommandLine line) throws FetchException {
        List<String> asked = new ArrayList<>();
        boolean post = !line.has(Option.GET) && !line.all(PostData.OPTIONS).isEmpty();
        if (post) {
            asked.add("POST (-d, --data)");
        }
        if (!line.all(Option.FORM).isEmpty()) {
            asked.add("multipart formpost (-F, --form)");
        }
        if (line.has(Option.HEAD)) {
            asked.add("HEAD (-I, --head)");
        }
        if (asked.size() > 1) {
            throw FetchException.usage("You can only select one HTTP request method! You asked for both " + asked.get(0)
                    + " and " + asked.get(1) + ".");
        }
        if (line.has(Option.HEAD)) {
            return HttpMethod.HEAD;
        }
        return asked.isEmpty() ? HttpMethod.GET : HttpMethod.POST;
    }

    private static MultipartBody multipart(List<String> arguments, Inputs inputs) throws FetchException {
        List<FormField> fields = new ArrayList<>();
        for (String argument : arguments) {
            fields.add(FormField.parse(argument));
        }
        return MultipartBody.of(fields, inputs);
    }

    private static RequestBody chunkedIfAsked(HttpHeaders headers, RequestBody body) {
        if (body.absent() || !"chunked".equalsIgnoreCase(headers.getFirst(HttpHeaders.TRANSFER_ENCODING))) {
            return body;
        }
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        return RequestBody.replayable(body::content, -1, null);
    }

    private static void setUnlessEmpty(HttpHeaders headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.set(name, HeaderLines.onTheWire(value));
        }
    }

    private static String withoutAuto(String referer) {
        return referer.endsWith(";auto") ? referer.substring(0, referer.length() - 5) : referer;
    }
}
