/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.contestant;

import java.net.URI;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.client.HttpConnector;
import io.wayfarer.protocol.connection.HttpConnection;
import io.wayfarer.protocol.connection.HttpStream;
import io.wayfarer.protocol.connection.ProtocolVersion;
import io.wayfarer.protocol.connection.StreamReceiver;
import io.wayfarer.protocol.header.HeaderList;

/** The connections of the protocol module alone: no pool, no policies; the octets of the body are counted. */
final class WayfarerConnections implements Contestant {

    @Override
    public Exchange prepare(Call call) {
        return call.http2() ? new Http2(call) : new Http1(call);
    }

    @Override
    public String transport() {
        return EventLoops.ofReactorNetty();
    }

    /** Its connections end with the process. */
    @Override
    public void close() {}

    /** Makes the request anew each time, as an application would. */
    private static final class Request {

        private final URI url;
        private final byte[] body;

        Request(Call call) {
            url = URI.create(call.url());
            body = call.body().orElse(new byte[0]);
        }

        Mono<HttpConnection> connect(ProtocolVersion version, EventLoop loop) {
            return HttpConnector.builder().version(version).build().connect(url.getHost(), url.getPort(), loop);
        }

        HeaderList head() {
            HeaderList.Builder head = HeaderList.builder()
                    .add(HeaderList.METHOD, body.length == 0 ? "GET" : "POST")
                    .add(HeaderList.SCHEME, "http")
                    .add(HeaderList.AUTHORITY, url.getRawAuthority())
                    .add(HeaderList.PATH, url.getRawPath())
                    .add("user-agent", "Wayfarer")
                    .add("accept", "*/*");
            if (body.length > 0) {
                head.add("content-type", "application/octet-stream").add("content-length", String.valueOf(body.length));
            }
            return head.build();
        }

        void send(HttpConnection connection, StreamReceiver receiver) {
            HttpStream stream = connection.newStream();
            stream.request(Long.MAX_VALUE);
            stream.exchange(head(), body.length == 0 ? null : Unpooled.wrappedBuffer(body), receiver);
        }
    }

    private static final class Http1 extends Conversations<HttpConnection> {

        private final Request request;

        Http1(Call call) {
            request = new Request(call);
        }

        @Override
        void open(EventLoop loop, Reply reply) {
            request.connect(ProtocolVersion.HTTP_1_1, loop)
                    .subscribe(connection -> ask(connection, reply), reply::failed);
        }

        @Override
        void ask(HttpConnection connection, Reply reply) {
            request.send(connection, new Receiver(reply) {
                @Override
                public void onEnd() {
                    rest(connection);
                    super.onEnd();
                }
            });
        }
    }

    private static final class Http2 implements Exchange {

        private final Request request;
        private final Mono<HttpConnection> connection;
        private volatile boolean connected;
        private HttpConnection open;

        @SuppressWarnings("NullAway") // set before connected
        Http2(Call call) {
            request = new Request(call);
            connection = request.connect(ProtocolVersion.HTTP_2, EventLoops.one())
                    .doOnNext(made -> {
                        open = made;
                        connected = true;
                    })
                    .cache();
        }

        @Override
        public void start(Reply reply) {
            if (connected) {
                request.send(open, new Receiver(reply));
            } else {
                connection.subscribe(made -> request.send(made, new Receiver(reply)), reply::failed);
            }
        }
    }

    private static class Receiver implements StreamReceiver {

        private final Reply reply;
        private int status;
        private long bodyBytes;

        Receiver(Reply reply) {
            this.reply = reply;
        }

        @Override
        public void onHeaders(HeaderList head) {
            status = head.status();
        }

        @Override
        public void onData(ByteBuf content) {
            bodyBytes += content.readableBytes();
            content.release();
        }

        @Override
        public void onEnd() {
            reply.answered(status, bodyBytes);
        }

        @Override
        public void onFailure(Throwable failure) {
            reply.failed(failure);
        }
    }
}
