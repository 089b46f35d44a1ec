/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.engine;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.wayfarer.client.ReactiveHttpClient;
import io.wayfarer.client.body.RequestBody;
import io.wayfarer.client.hop.HopId;
import io.wayfarer.client.hop.Route;
import io.wayfarer.client.spring.WayfarerClientHttpConnector;
import io.wayfarer.client.transport.TransportRequest;
import io.wayfarer.client.url.HttpUrl;

/**
 * What the client itself adds to an exchange: URL, policies, time limit, trace and faces, over a transport that answers at
 * once. All policies are on, with an empty jar and no proxy. {@code seam} is what the benchmark's own transport costs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class AboveTheSeamBenchmark {

    private static final String URL = "http://server.example:8080/folder/";

    private final MemoryTransport transport = new MemoryTransport();
    private final ReactiveHttpClient client =
            ReactiveHttpClient.builder().transport(transport).build();
    private final WebClient web = WebClient.builder()
            .clientConnector(new WayfarerClientHttpConnector(client))
            .build();
    private final WebClient idle =
            WebClient.builder().clientConnector(new IdleConnector()).build();
    private final byte[] kibibyte = new byte[1024];
    private final TransportRequest request = new TransportRequest(
            new HopId(1, org.springframework.http.HttpMethod.GET, HttpUrl.parse(URL)),
            org.springframework.http.HttpHeaders.EMPTY,
            RequestBody.empty(),
            Route.DIRECT);

    /** The transport alone. */
    @Benchmark
    public byte[] seam() {
        return bytes(transport.exchange(request).flatMap(answer -> answer.bytes(1 << 20)));
    }

    /** A GET and the bytes of its answer. */
    @Benchmark
    public byte[] get() {
        return bytes(client.get(URL).bodyAsBytes());
    }

    /** As {@link #get}, by the method that takes any status. */
    @Benchmark
    public byte[] exchange() {
        return bytes(client.get(URL).exchange(answer -> answer.bodyAsBytes()));
    }

    /** A POST of 1 KiB. */
    @Benchmark
    public byte[] post() {
        return bytes(client.post(URL)
                .body(kibibyte, MediaType.APPLICATION_OCTET_STREAM)
                .bodyAsBytes());
    }

    /** A GET that is redirected three times. */
    @Benchmark
    public byte[] redirects() {
        return bytes(client.get("http://server.example:8080/3").bodyAsBytes());
    }

    /** A GET through {@code WebClient}. */
    @Benchmark
    public byte[] webClient() {
        return bytes(web.get().uri(URL).retrieve().bodyToMono(byte[].class));
    }

    /** {@code WebClient} over a connector that does nothing: what no connector can save. */
    @Benchmark
    public byte[] webClientAlone() {
        return bytes(idle.get().uri(URL).retrieve().bodyToMono(byte[].class));
    }

    private static byte[] bytes(Mono<byte[]> answer) {
        Now now = new Now();
        answer.subscribe(now);
        return now.taken();
    }
}
