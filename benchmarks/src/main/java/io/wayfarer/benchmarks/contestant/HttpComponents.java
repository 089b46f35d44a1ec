/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;

/** Apache HttpClient 5, the asynchronous one, through its simple request and response messages. */
final class HttpComponents implements Contestant {

    private final CloseableHttpAsyncClient following = started(builder().build());
    private final CloseableHttpAsyncClient direct =
            started(builder().disableRedirectHandling().build());
    private final CloseableHttpAsyncClient http2 = started(HttpAsyncClients.createHttp2Default());

    private static HttpAsyncClientBuilder builder() {
        return HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .build());
    }

    private static CloseableHttpAsyncClient started(CloseableHttpAsyncClient client) {
        client.start();
        return client;
    }

    @Override
    public Exchange prepare(Call call) {
        CloseableHttpAsyncClient one = call.followsRedirects() ? following : direct;
        CloseableHttpAsyncClient client = call.http2() ? http2 : one;
        Supplier<SimpleHttpRequest> request = request(call);
        return reply -> {
            // the listener hears everything that the future would tell
            Future<SimpleHttpResponse> unused = client.execute(request.get(), new Listener(reply));
        };
    }

    private static Supplier<SimpleHttpRequest> request(Call call) {
        String url = call.url();
        if (call.body().isEmpty()) {
            return () -> SimpleRequestBuilder.get(url).build();
        }
        byte[] body = call.body().get();
        return () -> SimpleRequestBuilder.post(url)
                .setBody(body, ContentType.APPLICATION_OCTET_STREAM)
                .build();
    }

    @Override
    public String transport() {
        return "nio";
    }

    @Override
    public void close() {
        following.close(CloseMode.GRACEFUL);
        direct.close(CloseMode.GRACEFUL);
        http2.close(CloseMode.GRACEFUL);
    }

    private record Listener(Reply reply) implements FutureCallback<SimpleHttpResponse> {

        @Override
        public void completed(SimpleHttpResponse response) {
            byte[] body = response.getBodyBytes();
            reply.answered(response.getCode(), body == null ? 0 : body.length);
        }

        @Override
        public void failed(Exception failure) {
            reply.failed(failure);
        }

        @Override
        public void cancelled() {
            reply.failed(new IllegalStateException("the exchange was cancelled"));
        }
    }
}
