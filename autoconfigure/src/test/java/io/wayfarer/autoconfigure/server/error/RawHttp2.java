/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import io.wayfarer.protocol.hpack.HpackDecoder;
import io.wayfarer.protocol.hpack.HpackEncoder;
import io.wayfarer.protocol.hpack.HpackResult;

/** A client of HTTP/2 that sends the fields it is told, however wrong, and tells what the server says about a stream. */
final class RawHttp2 implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int LARGEST_FRAME = 16_384;

    private final Socket socket;
    private final DataInputStream in;
    private final HpackEncoder encoder = new HpackEncoder();
    private final HpackDecoder decoder = new HpackDecoder(4096, 65_536);
    private int stream = -1;

    RawHttp2(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Over a connection that is there. */
    RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(4, 0, 0, new byte[0]);
    }

    /** What became of a request: the fields and the content of an answer, and the code of a reset if there was one. */
    record Outcome(List<String> fields, String body, Optional<Integer> reset) {

        /** The status of the answer, or nothing where there was none. */
        String status() {
            return fields.isEmpty() ? "" : fields.get(0).substring(":status: ".length());
        }
    }

    /** Sends a request without a body, its fields as they are: name, value, name, value. */
    Outcome ask(String... fields) throws IOException {
        stream += 2;
        ByteBuf section = Unpooled.buffer();
        encoder.begin(section);
        for (int i = 0; i < fields.length; i += 2) {
            encoder.field(fields[i], fields[i + 1], false, section);
        }
        byte[] octets = ByteBufUtil.getBytes(section);
        for (int from = 0; from < octets.length; from += LARGEST_FRAME) {
            int to = Math.min(octets.length, from + LARGEST_FRAME);
            send(
                    from == 0 ? HEADERS : CONTINUATION,
                    (from == 0 ? END_STREAM : 0) | (to == octets.length ? END_HEADERS : 0),
                    stream,
                    Arrays.copyOfRange(octets, from, to));
        }
        return outcome();
    }

    private void send(int type, int flags, int id, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(id >> shift);
        }
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    private Outcome outcome() throws IOException {
        List<String> fields = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int id = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == GOAWAY) {
                throw new IOException(
                        "The server gave the connection up: " + new String(payload, StandardCharsets.US_ASCII));
            }
            if (id != stream) {
                continue;
            }
            if (type == HEADERS) {
                HpackResult read = decoder.decode(Unpooled.wrappedBuffer(payload));
                if (read instanceof HpackResult.Fields decoded) {
                    decoded.fields().forEach(field -> fields.add(field.name() + ": " + field.value()));
                }
            } else if (type == DATA) {
                body.writeBytes(payload);
            } else if (type == RST_STREAM) {
                return new Outcome(fields, body.toString(StandardCharsets.UTF_8), Optional.of((int) payload[3]));
            }
            if (type <= HEADERS && (flags & END_STREAM) != 0) {
                return new Outcome(fields, body.toString(StandardCharsets.UTF_8), Optional.empty());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
