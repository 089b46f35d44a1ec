/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.body.Decompression;
import io.wayfarer.client.url.HttpUrl;

/** One URL, tried once: asks, and writes what comes back. */
final class Transfer {

    /** What the user asked for comes out, however well it was compressed. */
    private static final Decompression UNLIMITED =
            Decompression.defaults().withMaxBytes(Long.MAX_VALUE).withMaxRatio(Integer.MAX_VALUE);

    private final Session session;
    private final CommandLine line;
    private final TransferReport report;
    private final Optional<ProgressBar> progress;
    private Optional<String> target = Optional.empty();
    private long written;

    Transfer(Session session, int number, String typedUrl) {
        this.session = session;
        this.line = session.line();
        this.report = new TransferReport(number, typedUrl);
        this.progress = line.has(Option.PROGRESS_BAR) && !line.has(Option.SILENT)
                ? Optional.of(new ProgressBar(session.messages()))
                : Optional.empty();
    }

    /** Waits until all is done; the report tells how it went. */
    TransferReport run() throws IOException {
        Optional<FetchException> failure = Optional.empty();
        try {
            transfer();
        } catch (FetchException e) {
            failure = Optional.of(e);
        } catch (Exception e) {
            failure = Optional.of(new Diagnosis(report).of(Exceptions.unwrap(e)));
        }
        report.ended(failure);
        session.destination().conclude(report);
        return report;
    }

    private void transfer() throws FetchException, IOException {
        Optional<Upload> upload = Upload.of(line, report.number(), session.inputs());
        String typed = upload.map(file -> file.target(report.typedUrl())).orElse(report.typedUrl());
        HttpUrl url = UrlArgument.parse(typed, session.plan().query());
        if (line.has(Option.DISALLOW_USERNAME_IN_URL) && url.userInfo().isPresent()) {
            throw new FetchException(
                    ExitCode.LOGIN_DENIED, "The URL names a user, which --disallow-username-in-url forbids");
        }
        if (!Protocols.permits(line, url.scheme())) {
            throw new FetchException(
                    ExitCode.UNSUPPORTED_PROTOCOL, "Protocol \"" + url.scheme() + "\" is not among those of --proto");
        }
        target = line.last(Option.REQUEST_TARGET)
                .or(() -> line.has(Option.PATH_AS_IS)
                        ? Optional.of(UrlArgument.target(typed, session.plan().query()))
                        : Optional.empty());
        Optional<Output> tag = EntityTags.saved(line, session.destination().standardOutput());
        try (Output output = session.destination().output(url, report.number())) {
            report.asked(url, output);
            if (upload.isPresent()) {
                await(url, session.plan().uploading(upload.get()), output, 0);
            } else {
                download(url, output);
            }
            output.open();
            if (progress.isPresent()) {
                progress.get().end();
            }
        } finally {
            if (tag.isPresent()) {
                EntityTags.save(report, tag.get());
            }
        }
    }

    private void download(HttpUrl url, Output output) throws FetchException {
        long offset = Resumption.offset(line, output::size);
        if (offset > 0) {
            output.append();
        }
        await(url, offset > 0 ? session.plan().from(offset) : session.plan(), output, offset);
    }

    private void await(HttpUrl url, RequestPlan plan, Output output, long offset) throws FetchException {
        Acceptance acceptance = Acceptance.of(line, session.condition(), offset);
        Optional<Pace> pace = Pace.of(line);
        HeaderLog log = log(plan, output);
        Mono<Void> exchange = request(url, plan, log)
                .exchange(
                        response -> receive(response, output, acceptance, pace).then(trailers(response, log)));
        Optional<Duration> patience = session.maxTime();
        // A command line waits: its URLs are fetched one after another, on the thread that main() was called on.
        (patience.isPresent() ? exchange.timeout(patience.get()) : exchange).block();
    }

    private HeaderLog log(RequestPlan plan, Output output) {
        List<Output> heads = new ArrayList<>(session.dumpedHeaders());
        if (line.has(Option.INCLUDE) || line.has(Option.HEAD)) {
            heads.add(output);
        }
        boolean http10 = ClientSetup.version(line) == Option.HTTP1_0;
        return new HeaderLog(heads, session.wire(), new RequestHead(plan.expects() && !http10, target, http10));
    }

    private Mono<Void> trailers(HttpResponse response, HeaderLog log) {
        if (line.has(Option.RAW) && response.headers().containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.empty(); // they were the end of the body
        }
        return Mono.fromCallable(() -> {
            log.trailers(response.trailers());
            return null;
        });
    }

    private RequestSpec request(HttpUrl url, RequestPlan plan, HeaderLog log) throws FetchException {
        if (plan.body().length() < 0 && ClientSetup.version(line) == Option.HTTP1_0) {
            throw new FetchException(
                    ExitCode.UPLOAD_FAILED, "HTTP/1.0 sends no body without a length: -T with a file has one");
        }
        ReactiveHttpClient client = session.client().toBuilder()
                .transport(new WatchedTransport(session.client().transport(), report, log))
                .build();
        Optional<Pace> pace = Pace.of(line);
        RequestSpec request = client.method(plan.method(), url.href())
                .headers(headers -> headers.addAll(plan.headers()))
                .redirects(session.redirects().apply(plan))
                .body(pace.isPresent() ? pace.get().slowed(plan.body()) : plan.body());
        if (line.has(Option.WRITE_OUT)) {
            request = request.timed();
        }
        if (!plan.body().absent()) {
            request = request.expectContinue(plan.expects());
        }
        if (target.isPresent()) {
            request = request.requestTarget(target.get());
        }
        if (line.has(Option.RAW)) {
            return request.raw();
        }
        return line.has(Option.COMPRESSED) ? request.decompression(UNLIMITED) : request;
    }

    private Mono<Void> receive(HttpResponse response, Output output, Acceptance acceptance, Optional<Pace> pace) {
        try {
            if (!acceptance.of(response)) {
                response.release();
                return Mono.empty();
            }
        } catch (FetchException e) {
            return Mono.error(e);
        }
        session.destination().rename(output, response.headers());
        progress.ifPresent(bar -> bar.begin(response.headers().getContentLength()));
        return response.bodyAsFlux()
                .concatMap(buffer -> write(buffer, output, acceptance, pace), 1)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .then(Mono.defer(() -> acceptance.atTheEnd(response)));
    }

    /** Writes now; completes when there may be more. */
    private Mono<Void> write(DataBuffer buffer, Output output, Acceptance acceptance, Optional<Pace> pace) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            written += bytes.length;
            acceptance.size(written);
            output.write(bytes, 0, bytes.length);
            output.flush();
            if (progress.isPresent()) {
                progress.get().received(bytes.length);
            }
            return pace.isPresent() ? pace.get().after(bytes.length) : Mono.empty();
        } catch (FetchException | Output.WriteException e) {
            return Mono.error(e);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
