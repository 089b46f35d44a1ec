/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.wayfarer.client.HttpResponse;
import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.RequestSpec;
import io.wayfarer.client.url.HttpUrl;

/** One URL: asks, and writes what comes back. */
final class Transfer {

    private final Session session;
    private final TransferReport report;

    Transfer(Session session, int number, String typedUrl) {
        this.session = session;
        this.report = new TransferReport(number, typedUrl);
    }

    /** Waits until all is done; the report tells how it went. */
    TransferReport run() {
        Optional<FetchException> failure = Optional.empty();
        try {
            HttpUrl url = UrlArgument.parse(report.typedUrl(), session.plan().query());
            try (Output output = output(url)) {
                report.asked(url, output.fileName());
                await(url, output);
                output.open();
            }
        } catch (FetchException e) {
            failure = Optional.of(e);
        } catch (Exception e) {
            failure = Optional.of(new Diagnosis(report).of(Exceptions.unwrap(e)));
        }
        report.ended(failure);
        return report;
    }

    private Output output(HttpUrl url) throws FetchException {
        CommandLine line = session.line();
        List<String> files = line.all(Option.OUTPUT);
        OutputStream standardOutput = session.standardOutput();
        if (report.number() < files.size()) {
            return Output.named(files.get(report.number()), standardOutput);
        }
        if (!line.has(Option.REMOTE_NAME)) {
            return Output.to(standardOutput);
        }
        String name = url.path().substring(url.path().lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            throw new FetchException(ExitCode.WRITE_ERROR, "Remote file name has no length!");
        }
        return Output.named(name, standardOutput);
    }

    private void await(HttpUrl url, Output output) {
        List<Output> heads = new ArrayList<>(session.dumpedHeaders());
        if (session.line().has(Option.INCLUDE) || session.line().has(Option.HEAD)) {
            heads.add(output);
        }
        HeaderLog log = new HeaderLog(heads, session.verbose());
        ReactiveHttpClient client = session.client().toBuilder()
                .transport(new WatchedTransport(session.client().transport(), report, log))
                .build();
        RequestPlan plan = session.plan();
        RequestSpec request = client.method(plan.method(), url.href())
                .headers(headers -> headers.addAll(plan.headers()))
                .body(plan.body());
        Mono<Void> exchange = request.exchange(response -> receive(response, output));
        Optional<Duration> patience = session.maxTime();
        // A command line waits: its URLs are fetched one after another, on the thread that main() was called on.
        (patience.isPresent() ? exchange.timeout(patience.get()) : exchange).block();
    }

    private Mono<Void> receive(HttpResponse response, Output output) {
        int status = response.status().value();
        if (session.line().has(Option.FAIL) && status >= 400) {
            return Mono.error(new FetchException(ExitCode.HTTP_ERROR, "The requested URL returned error: " + status));
        }
        if (session.line().has(Option.HEAD)) {
            return response.discard();
        }
        return response.bodyAsFlux()
                .publishOn(Schedulers.boundedElastic(), 4)
                .doOnNext(buffer -> write(buffer, output))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .then();
    }

    private void write(DataBuffer buffer, Output output) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            report.receivedBody(bytes.length);
            output.write(bytes, 0, bytes.length);
            output.flush();
        } catch (Output.WriteException e) {
            throw Exceptions.propagate(e);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
