/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import io.wayfarer.client.body.RequestBody;

/**
 * What the options ask to be sent, for every URL of the command line.
 *
 * @param method what goes over the wire
 * @param methodNamed whether {@code --request} gave the method
 * @param kind the method by whose rules redirects are followed: {@code --request} changes the word only
 * @param headers all of them but {@code Host} and framing
 * @param expect whether the body waits for the server's consent; empty where that goes by its size
 * @param query to be added to each URL
 */
record RequestPlan(
        HttpMethod method,
        boolean methodNamed,
        HttpMethod kind,
        HttpHeaders headers,
        RequestBody body,
        Optional<Boolean> expect,
        String query) {

    /** Above so many bytes a server is asked before the body comes. */
    private static final long LARGE = 1024 * 1024;

    private static final Set<Option> FORMS = Set.of(Option.FORM, Option.FORM_STRING);

    /** @throws FetchException when options exclude each other, or a file cannot be read */
    static RequestPlan of(CommandLine line, Inputs inputs, Optional<TimeCondition> condition, Consumer<String> warnings)
            throws FetchException {
        HttpMethod kind = kind(line);
        HttpHeaders headers = new RequestFields(line, inputs).fields(condition);
        HeaderLines given = HeaderLines.parse(line.all(Option.HEADER), inputs);

        PostData post = new PostData(inputs, warnings);
        String query = post.query(line.all(Option.URL_QUERY));
        RequestBody body = RequestBody.empty();
        List<CommandLine.Argument> data = line.all(PostData.OPTIONS);
        if (!data.isEmpty()) {
            byte[] bytes = post.join(data);
            if (line.has(Option.GET)) {
                query = new String(bytes, StandardCharsets.UTF_8);
            } else {
                body = RequestBody.bytes(bytes, null);
                if (!headers.containsHeader(HttpHeaders.CONTENT_TYPE)) { // that of --json
                    headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE);
                }
            }
        }
        String boundary = null;
        if (!line.all(FORMS).isEmpty()) {
            MultipartBody form = multipart(line.all(FORMS), inputs);
            boundary = form.boundary();
            body = form.toRequestBody();
            headers.set(HttpHeaders.CONTENT_TYPE, MediaType.MULTIPART_FORM_DATA_VALUE);
        }
        given.applyTo(headers);
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (boundary != null && type != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, type + "; boundary=" + boundary);
        }
        Optional<Boolean> expect = given.mentions(HttpHeaders.EXPECT)
                ? Optional.of(headers.containsHeader(HttpHeaders.EXPECT))
                : Optional.empty();
        Optional<HttpMethod> named = line.last(Option.REQUEST).map(HttpMethod::valueOf);
        return new RequestPlan(
                named.orElse(kind), named.isPresent(), kind, headers, chunkedIfAsked(headers, body), expect, query);
    }

    /** Whether the body waits for the server's consent. */
    boolean expects() {
        return expect.orElse(body.length() > LARGE || body.length() < 0);
    }

    /** With a file as the body. A server is asked before it comes, however small it is. */
    RequestPlan uploading(Upload upload) throws FetchException {
        HttpHeaders more = copied();
        RequestBody content = upload.body();
        upload.applyTo(more, content);
        return new RequestPlan(
                methodNamed ? method : HttpMethod.PUT,
                methodNamed,
                HttpMethod.PUT,
                more,
                chunkedIfAsked(more, content),
                expect.or(() -> Optional.of(content.length() != 0)),
                query);
    }

    /** For what comes behind the first bytes. */
    RequestPlan from(long offset) {
        HttpHeaders more = copied();
        more.set(HttpHeaders.RANGE, "bytes=" + offset + "-");
        return new RequestPlan(method, methodNamed, kind, more, body, expect, query);
    }

    private HttpHeaders copied() {
        HttpHeaders copy = new HttpHeaders();
        copy.addAll(headers);
        return copy;
    }

    private static HttpMethod kind(CommandLine line) throws FetchException {
        List<String> asked = new ArrayList<>();
        if (!line.has(Option.GET) && !line.all(PostData.OPTIONS).isEmpty()) {
            asked.add("POST (-d, --data)");
        }
        if (!line.all(FORMS).isEmpty()) {
            asked.add("multipart formpost (-F, --form)");
        }
        boolean post = !asked.isEmpty();
        if (!line.all(Option.UPLOAD_FILE).isEmpty()) {
            asked.add("PUT (-T, --upload-file)");
        }
        if (line.has(Option.HEAD)) {
            asked.add("HEAD (-I, --head)");
        }
        if (asked.size() > 1) {
            throw FetchException.usage("You can only select one HTTP request method! You asked for both " + asked.get(0)
                    + " and " + asked.get(1) + ".");
        }
        return line.has(Option.HEAD) ? HttpMethod.HEAD : post ? HttpMethod.POST : HttpMethod.GET;
    }

    private static MultipartBody multipart(List<CommandLine.Argument> arguments, Inputs inputs) throws FetchException {
        List<FormField> fields = new ArrayList<>();
        for (CommandLine.Argument argument : arguments) {
            boolean literal = argument.option() == Option.FORM_STRING;
            fields.add(literal ? FormField.literal(argument.text()) : FormField.parse(argument.text()));
        }
        return MultipartBody.of(fields, inputs);
    }

    private static RequestBody chunkedIfAsked(HttpHeaders headers, RequestBody body) {
        if (body.absent() || !"chunked".equalsIgnoreCase(headers.getFirst(HttpHeaders.TRANSFER_ENCODING))) {
            return body;
        }
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        return body.length() < 0 ? body : RequestBody.replayable(body::content, -1, null);
    }
}
