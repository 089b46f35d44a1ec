/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.wayfarer.protocol.error.Http2Error;
import io.wayfarer.protocol.error.PeerProtocolException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Reads one message in steps, each of them a {@code Mono} that does nothing before subscription. One step at a time: a
 * second one fails with {@link IllegalStateException} while the first is waited for. A cancelled step takes nothing: the
 * next one gets what the cancelled one would have got, unless that was being emitted already when another thread
 * cancelled. When the message fails, what had arrived before can still be
 * read, by {@link #chunk()} or {@link #body()}, unless this side reset the stream; then each step fails alike. No step
 * takes a part for the whole: {@link #read}, {@link #all} and their like fail at once.
 *
 * <p>Results are emitted on the event loop of the connection. All methods may be called on any thread. Buffers that are
 * emitted belong to the subscriber, who releases them; what is left unread needs no release. Content is asked for when a
 * step lacks some, so the peer is held back while nobody reads.
 */
public final class StreamReader {

    private static final int MAX_READ = 16 * 1024 * 1024;

    private final MessageInbox inbox;

    /**
     * Becomes the receiver of a stream. For implementations of {@link HttpStream}; users take {@link HttpStream#reader()}.
     *
     * @throws IllegalStateException when the stream has a receiver
     */
    public StreamReader(HttpStream stream) {
        this.inbox = new MessageInbox(stream);
        stream.receive(inbox);
    }

    /**
     * The next head: each interim one and then the final one, which every later call gives again. Of interim heads that
     * nobody reads, the last 64 are kept.
     *
     * @return never empty
     */
    public Mono<HeaderList> headers() {
        return ReadStep.mono(inbox, (in, step) -> {
            if (!in.hasInterim()) {
                finalHead(in, step);
            } else if (step.take()) {
                step.emit(in.takeInterim());
            }
        });
    }

    /** The final head, interim ones left out. */
    public Mono<HeaderList> finalHeaders() {
        return ReadStep.mono(inbox, StreamReader::finalHead);
    }

    private static void finalHead(MessageInbox in, ReadStep.Single<HeaderList> step) {
        HeaderList head = in.head();
        if (head != null) {
            if (step.take()) {
                in.dropInterim();
                in.headWasRead();
                step.emit(head);
            }
        } else if (in.whole() || in.failure() != null) {
            in.await(step, 0);
        }
    }

    /** The next piece of content as it came; empty at the end. */
    public Mono<ByteBuf> chunk() {
        return ReadStep.mono(inbox, (in, step) -> {
            if (in.content().isEmpty()) {
                in.await(step, 1);
            } else if (step.take()) {
                step.emit(in.content().poll());
            }
        });
    }

    /**
     * All content from here on, at the subscriber's pace: no more pieces are taken from the connection than it asked for.
     * Cancelling stops reading; {@link #chunk()} may go on.
     */
    public Flux<ByteBuf> body() {
        return ReadStep.body(inbox);
    }

    /**
     * Exactly so many octets, or the rest where the content ends before; empty at the end.
     *
     * @param octets at least 1; no more than {@code 16 MiB} are held at once, use {@link #body()} beyond
     */
    public Mono<ByteBuf> read(int octets) {
        if (octets < 1 || octets > MAX_READ) {
            throw new IllegalArgumentException("octets: " + octets + " (expected: 1 to " + MAX_READ + ")");
        }
        return ReadStep.mono(inbox, (in, step) -> {
            long there = in.content().octets();
            if (there >= octets || (there > 0 && in.whole())) {
                if (step.take()) {
                    step.emit(in.content().take((int) Math.min(there, octets)));
                }
            } else {
                in.await(step, 1);
            }
        });
    }

    /**
     * All octets up to a delimiter, or empty when the content ended before one came (what there was can be read still).
     *
     * @param delimiter at least 1 octet
     * @param maxOctets fails with {@link PeerProtocolException} when no delimiter came within so many octets, its own
     *     counted; they stay unread
     * @param include whether the delimiter is part of what is emitted; it is consumed in either case
     */
    public Mono<ByteBuf> readUntil(byte[] delimiter, int maxOctets, boolean include) {
        checkLimit(maxOctets);
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("delimiter: empty (expected: at least 1 octet)");
        }
        byte[] wanted = delimiter.clone();
        return Mono.defer(() -> {
            DelimiterSearch search = new DelimiterSearch(wanted);
            return ReadStep.<ByteBuf>mono(inbox, (in, step) -> {
                int end = search.endOfDelimiter(in.content(), maxOctets);
                if (end >= 0) {
                    if (step.take()) {
                        ByteBuf found = in.content().take(include ? end : end - search.length());
                        if (!include) {
                            in.content().skip(search.length());
                        }
                        step.emit(found);
                    }
                } else if (in.content().octets() < maxOctets) {
                    in.await(step, 1);
                } else if (step.take()) {
                    step.error(tooMuch("no delimiter within " + maxOctets + " octets"));
                }
            });
        });
    }

    /** All content from here on, in one buffer; fails beyond {@code maxOctets}, and leaves it unread. Never empty. */
    public Mono<ByteBuf> all(int maxOctets) {
        return all(maxOctets, content -> content);
    }

    /** All content as text; malformed octets become U+FFFD. */
    public Mono<String> text(Charset charset, int maxOctets) {
        return all(maxOctets, content -> {
            try {
                return content.toString(charset);
            } finally {
                content.release();
            }
        });
    }

    private <T> Mono<T> all(int maxOctets, Function<ByteBuf, T> result) {
        checkLimit(maxOctets);
        return ReadStep.mono(inbox, (in, step) -> {
            long there = in.content().octets();
            if (there > maxOctets) {
                if (step.take()) {
                    step.error(tooMuch("more than " + maxOctets + " octets of content"));
                }
            } else if (!in.whole()) {
                in.await(step, 1);
            } else if (step.take()) {
                step.emit(result.apply(in.content().take((int) there)));
            }
        });
    }

    /**
     * Writes all content from here on into a file that appears, or is replaced, when all has arrived. Until then it
     * grows under another name in the same directory; when the message fails or the step is cancelled, that is deleted
     * and what was taken is gone.
     */
    public Mono<Path> saveTo(Path file) {
        return ContentFile.write(body(), file);
    }

    /** Writes all content from here on into a new file in the directory for temporary files; the caller deletes it. */
    public Mono<Path> saveToTemporaryFile() {
        return ContentFile.writeTemporary(body());
    }

    /** Puts octets back in front of what comes next, and releases the buffer. */
    public void unread(ByteBuf content) {
        inbox.unread(content);
    }

    /**
     * The trailer section; reads on to the end of the message and drops content on the way, even if it is cancelled then.
     * Empty when there is none.
     */
    public Mono<HeaderList> trailers() {
        return ReadStep.mono(inbox, (in, step) -> {
            if (in.failure() == null) {
                in.content().clear();
            }
            HeaderList trailers = in.trailers();
            if (!in.whole() || trailers == null) {
                in.await(step, 1);
            } else if (step.take()) {
                in.trailersWereRead();
                step.emit(trailers);
            }
        });
    }

    /** Whether the end was read: no head, content or trailer is left. */
    public boolean ended() {
        return inbox.ended();
    }

    /** The final head if it has arrived, without waiting. */
    public @Nullable HeaderList head() {
        return inbox.head();
    }

    private static void checkLimit(int maxOctets) {
        if (maxOctets < 0) {
            throw new IllegalArgumentException("maxOctets: " + maxOctets + " (expected: >= 0)");
        }
    }

    private static PeerProtocolException tooMuch(String what) {
        return new PeerProtocolException(Http2Error.ENHANCE_YOUR_CALM, what, null);
    }
}
