/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.net.URI;
import java.util.function.Function;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;

/** Vert.x' own client on the native transport where there is one, as Reactor Netty takes it too. */
final class VertxClient implements Contestant {

    private final VertxInternal vertx = (VertxInternal) Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final HttpClient http1 = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    @Override
    public Exchange prepare(Call call) {
        HttpClient client = call.http2() ? http2 : http1;
        RequestOptions options = options(call);
        Function<HttpClientRequest, Future<HttpClientResponse>> send = send(call);
        return reply -> onEventLoop(() -> client.request(options)
                .compose(send)
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body.length())))
                .onComplete(result -> tell(reply, result)));
    }

    /** From a foreign thread the answer may have come and gone before its body is asked for. */
    private void onEventLoop(Runnable request) {
        if (Vertx.currentContext() == null) {
            vertx.createEventLoopContext().runOnContext(started -> request.run());
        } else {
            request.run();
        }
    }

    private static RequestOptions options(Call call) {
        URI url = URI.create(call.url());
        RequestOptions options = new RequestOptions()
                .setMethod(call.body().isEmpty() ? HttpMethod.GET : HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(url.getRawPath())
                .setFollowRedirects(call.followsRedirects());
        return call.body().isEmpty() ? options : options.putHeader("content-type", "application/octet-stream");
    }

    private static Function<HttpClientRequest, Future<HttpClientResponse>> send(Call call) {
        if (call.body().isEmpty()) {
            return HttpClientRequest::send;
        }
        Buffer body = Buffer.buffer(call.body().get());
        return request -> request.send(body);
    }

    private static void tell(Reply reply, AsyncResult<Answer> result) {
        if (result.succeeded()) {
            reply.answered(result.result().status(), result.result().bodyBytes());
        } else {
            reply.failed(result.cause());
        }
    }

    @Override
    public String transport() {
        return EventLoops.transport(vertx.nettyEventLoopGroup());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
