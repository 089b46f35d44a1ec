/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.socks;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.socksx.v4.DefaultSocks4CommandRequest;
import io.netty.handler.codec.socksx.v4.Socks4ClientDecoder;
import io.netty.handler.codec.socksx.v4.Socks4ClientEncoder;
import io.netty.handler.codec.socksx.v4.Socks4CommandResponse;
import io.netty.handler.codec.socksx.v4.Socks4CommandStatus;
import io.netty.handler.codec.socksx.v4.Socks4CommandType;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandRequest;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5ClientEncoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandResponse;
import io.netty.handler.codec.socksx.v5.Socks5CommandResponseDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponseDecoder;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthResponse;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthResponseDecoder;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.netty.NettyPipeline;

import io.wayfarer.protocol.socks.SocksException.Refusal;

/** The steps of one negotiation, on Netty's codecs. Afterwards it holds what arrives until it has left the pipeline. */
final class SocksDialogue extends ChannelInboundHandlerAdapter {

    private static final byte PASSWORD_NEGOTIATION = 1; // the version of RFC 1929, apart from that of SOCKS

    private final SocksVersion version;
    private final @Nullable SocksCredentials credentials;
    private final String host;
    private final int port;
    private final MonoSink<InetSocketAddress> result;
    private final Queue<Object> held = new ArrayDeque<>();
    private final ChannelHandler encoder;
    private ChannelHandler decoder;
    private @Nullable ChannelHandlerContext context;
    private State state = State.TALKING;
    private boolean readAutomatically;

    private enum State {
        TALKING,
        CONNECTED,
        LEFT,
        FAILED
    }

    SocksDialogue(
            SocksVersion version,
            @Nullable SocksCredentials credentials,
            String host,
            int port,
            MonoSink<InetSocketAddress> result) {
        this.version = version;
        this.credentials = credentials;
        this.host = host;
        this.port = port;
        this.result = result;
        this.encoder = version.isVersion4() ? Socks4ClientEncoder.INSTANCE : Socks5ClientEncoder.DEFAULT;
        this.decoder = version.isVersion4() ? new Socks4ClientDecoder() : new Socks5InitialResponseDecoder();
    }

    void begin(Channel channel) {
        if (!channel.isActive()) {
            fail(Refusal.CONNECTION_CLOSED, -1, "the channel to the proxy is not connected", null);
            return;
        }
        readAutomatically = channel.config().isAutoRead();
        channel.config().setAutoRead(false); // so that the target cannot fill the memory before somebody listens to it
        ChannelPipeline pipeline = channel.pipeline();
        for (ChannelHandler handler : List.of(encoder, decoder, this)) {
            if (pipeline.get(NettyPipeline.ReactiveBridge) == null) {
                pipeline.addLast(handler);
            } else {
                pipeline.addBefore(NettyPipeline.ReactiveBridge, null, handler);
            }
        }
        ChannelHandlerContext ctx = pipeline.context(this);
        context = ctx;
        if (version.isVersion4()) {
            String user = credentials == null ? "" : credentials.user();
            send(ctx, new DefaultSocks4CommandRequest(Socks4CommandType.CONNECT, host, port, user));
        } else if (credentials == null) {
            send(ctx, new DefaultSocks5InitialRequest(Socks5AuthMethod.NO_AUTH));
        } else {
            send(ctx, new DefaultSocks5InitialRequest(Socks5AuthMethod.NO_AUTH, Socks5AuthMethod.PASSWORD));
        }
    }

    /** Takes the codecs out; false unless the negotiation has just succeeded. {@link #release()} is to follow. */
    boolean leave() {
        if (state != State.CONNECTED || context == null) {
            return false;
        }
        state = State.LEFT;
        context.pipeline().remove(decoder); // fires what it holds into this handler
        context.pipeline().remove(encoder);
        return true;
    }

    /** Fires what has arrived since into the pipeline, and leaves it. */
    void release() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        boolean any = !held.isEmpty();
        for (Object message = held.poll(); message != null; message = held.poll()) {
            ctx.fireChannelRead(message);
        }
        if (any) {
            ctx.fireChannelReadComplete();
        }
        ctx.pipeline().remove(this);
        if (readAutomatically) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state == State.CONNECTED || state == State.LEFT) {
            held.add(message);
            return;
        }
        try {
            if (state == State.TALKING) {
                answered(ctx, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answered(ChannelHandlerContext ctx, Object message) {
        if (message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()) {
            DecoderResult broken = decoded.decoderResult();
            fail(Refusal.MALFORMED_ANSWER, -1, "what the proxy sent is no answer of " + version, broken.cause());
        } else if (message instanceof Socks5InitialResponse answer) {
            methodChosen(ctx, answer.authMethod());
        } else if (message instanceof Socks5PasswordAuthResponse answer) {
            if (answer.status().isSuccess()) {
                command(ctx);
            } else {
                int code = answer.status().byteValue() & 0xff;
                fail(Refusal.AUTHENTICATION_FAILED, code, "the proxy does not take user name and password", null);
            }
        } else if (message instanceof Socks5CommandResponse answer) {
            if (answer.status().isSuccess()) {
                succeed(answer.bndAddr(), answer.bndPort());
            } else {
                refused(answer.status().byteValue() & 0xff);
            }
        } else if (message instanceof Socks4CommandResponse answer) {
            if (answer.status().isSuccess()) {
                succeed(answer.dstAddr(), answer.dstPort());
            } else {
                refused(answer.status());
            }
        } else {
            fail(Refusal.MALFORMED_ANSWER, -1, "the proxy sent more than the negotiation has", null);
        }
    }

    private void methodChosen(ChannelHandlerContext ctx, Socks5AuthMethod method) {
        SocksCredentials known = credentials;
        if (Socks5AuthMethod.NO_AUTH.equals(method)) {
            command(ctx);
        } else if (Socks5AuthMethod.PASSWORD.equals(method) && known != null) {
            expect(ctx, new Socks5PasswordAuthResponseDecoder());
            send(ctx, passwordRequest(ctx, known));
        } else {
            String wanted = known == null ? " without credentials" : "";
            fail(Refusal.NO_ACCEPTABLE_METHOD, method.byteValue() & 0xff, "the proxy admits nobody" + wanted, null);
        }
    }

    /** Netty's own request holds ASCII alone. */
    private static ByteBuf passwordRequest(ChannelHandlerContext ctx, SocksCredentials known) {
        byte[] user = known.user().getBytes(StandardCharsets.UTF_8);
        byte[] password = known.password().getBytes(StandardCharsets.UTF_8);
        return ctx.alloc()
                .buffer(3 + user.length + password.length)
                .writeByte(PASSWORD_NEGOTIATION)
                .writeByte(user.length)
                .writeBytes(user)
                .writeByte(password.length)
                .writeBytes(password);
    }

    private void command(ChannelHandlerContext ctx) {
        expect(ctx, new Socks5CommandResponseDecoder());
        Socks5AddressType type = NetUtil.isValidIpV4Address(host)
                ? Socks5AddressType.IPv4
                : NetUtil.isValidIpV6Address(host) ? Socks5AddressType.IPv6 : Socks5AddressType.DOMAIN;
        send(ctx, new DefaultSocks5CommandRequest(Socks5CommandType.CONNECT, type, host, port));
    }

    private void expect(ChannelHandlerContext ctx, ChannelHandler next) {
        ctx.pipeline().replace(decoder, null, next);
        decoder = next;
    }

    private void send(ChannelHandlerContext ctx, Object request) {
        ctx.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                fail(Refusal.CONNECTION_CLOSED, -1, "nothing can be sent to the proxy", written.cause());
            }
        });
        ctx.read();
    }

    private void refused(int code) {
        Refusal refusal = switch (code) {
            case 1 -> Refusal.GENERAL_FAILURE;
            case 2 -> Refusal.NOT_ALLOWED;
            case 3 -> Refusal.NETWORK_UNREACHABLE;
            case 4 -> Refusal.HOST_UNREACHABLE;
            case 5 -> Refusal.CONNECTION_REFUSED;
            case 6 -> Refusal.TTL_EXPIRED;
            case 7 -> Refusal.COMMAND_NOT_SUPPORTED;
            case 8 -> Refusal.ADDRESS_TYPE_NOT_SUPPORTED;
            default -> Refusal.UNKNOWN_CODE;
        };
        fail(refusal, code, "the proxy refused: " + refusal, null);
    }

    private void refused(Socks4CommandStatus status) {
        int code = status.byteValue() & 0xff;
        Refusal refusal = switch (code) {
            case 0x5b -> Refusal.GENERAL_FAILURE;
            case 0x5c, 0x5d -> Refusal.IDENTIFICATION_FAILED;
            default -> Refusal.UNKNOWN_CODE;
        };
        fail(refusal, code, "the proxy refused: " + refusal, null);
    }

    private void succeed(@Nullable String address, int boundPort) {
        state = State.CONNECTED;
        result.success(InetSocketAddress.createUnresolved(address == null ? "" : address, boundPort));
    }

    private void fail(Refusal refusal, int code, String message, @Nullable Throwable cause) {
        if (state == State.TALKING) {
            state = State.FAILED;
            result.error(new SocksException(refusal, code, message, cause));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (state == State.TALKING) {
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(Refusal.CONNECTION_CLOSED, -1, "the proxy closed the connection amid the negotiation", null);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state == State.TALKING) {
            fail(Refusal.CONNECTION_CLOSED, -1, "the connection to the proxy failed", cause);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        for (Object message = held.poll(); message != null; message = held.poll()) {
            ReferenceCountUtil.release(message);
        }
    }
}
