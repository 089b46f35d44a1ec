/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.wayfarer.protocol.error.StreamResetException;
import io.wayfarer.protocol.header.HeaderList;

/**
 * What has arrived of one message and was not read yet, and the step that waits for more. Its state belongs to the event
 * loop of the connection.
 *
 * <p>Content is asked for when a step lacks some, never ahead; so the peer is held back by whoever does not read.
 */
final class MessageInbox implements StreamReceiver {

    /** Unread interim heads beyond are dropped, the oldest first: nobody may fill the memory with them. */
    private static final int MAX_INTERIM = 64;

    /** The most pieces asked for at a time: so many may still come when a step is cancelled. */
    private static final int MAX_ASKED = 8;

    private final HttpStream stream;
    private final EventLoop loop;
    private final Deque<HeaderList> interim = new ArrayDeque<>(2);
    private final ContentQueue content;
    private @Nullable HeaderList trailers;
    private @Nullable Throwable failure;
    private boolean whole;
    private boolean headRead;
    private boolean trailersRead;
    private @Nullable ReadStep step;
    private long asked;
    private boolean advancing;
    private boolean news;

    private volatile @Nullable HeaderList head;
    private volatile boolean ended;

    MessageInbox(HttpStream stream) {
        this.stream = stream;
        this.loop = stream.connection().channel().eventLoop();
        this.content = new ContentQueue(stream.connection().channel().alloc());
    }

    @Nullable
    HeaderList head() {
        return head;
    }

    boolean ended() {
        return ended;
    }

    ContentQueue content() {
        return content;
    }

    /** Whether the message is whole, so that no more content will come. */
    boolean whole() {
        return whole;
    }

    HeaderList takeInterim() {
        return interim.removeFirst();
    }

    boolean hasInterim() {
        return !interim.isEmpty();
    }

    void dropInterim() {
        interim.clear();
    }

    void headWasRead() {
        headRead = true;
    }

    @Nullable
    HeaderList trailers() {
        return trailers;
    }

    void trailersWereRead() {
        trailersRead = true;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Makes a step the one that waits; any thread. */
    void begin(ReadStep next) {
        try {
            onLoop(() -> {
                if (step != null && step.waiting()) {
                    next.fail(new IllegalStateException("a step of this reader is still waited for"));
                } else if (next.waiting()) {
                    step = next;
                    advance();
                }
            });
        } catch (RejectedExecutionException loopHasEnded) {
            next.fail(loopHasEnded);
        }
    }

    /** Lets a step try again; any thread. */
    void goOn(ReadStep current) {
        try {
            onLoop(this::advance);
        } catch (RejectedExecutionException loopHasEnded) {
            current.fail(loopHasEnded);
        }
    }

    /** A step was cancelled; any thread. */
    void leave(ReadStep cancelled) {
        try {
            onLoop(() -> {
                forget(cancelled);
                advance();
            });
        } catch (RejectedExecutionException loopHasEnded) {
            content.clear(); // nobody else can come here any more
        }
    }

    void forget(ReadStep gone) {
        if (step == gone) {
            step = null;
        }
    }

    /** Puts octets back; any thread. */
    void unread(ByteBuf octets) {
        if (octets.isReadable()) {
            ended = false;
        }
        try {
            onLoop(() -> {
                content.putBack(octets);
                advance();
            });
        } catch (RejectedExecutionException loopHasEnded) {
            octets.release();
        }
    }

    /** Ends the step if nothing more will come, else asks for content. */
    void await(ReadStep waiting, long pieces) {
        if (whole) {
            if (waiting.take()) {
                waiting.complete();
            }
        } else if (failure != null) {
            if (waiting.take()) {
                waiting.error(failure);
            }
        } else {
            long more = Math.min(pieces, MAX_ASKED) - asked;
            if (more > 0) {
                asked += more;
                stream.request(more);
            }
        }
    }

    @Override
    public void onHeaders(HeaderList list) {
        if (list.informational()) {
            if (interim.size() == MAX_INTERIM) {
                interim.removeFirst();
            }
            interim.addLast(list);
        } else {
            head = list;
        }
        advance();
    }

    @Override
    public void onData(ByteBuf piece) {
        asked--;
        content.add(piece);
        advance();
    }

    @Override
    public void onTrailers(HeaderList list) {
        trailers = list;
    }

    @Override
    public void onEnd() {
        whole = true;
        advance();
    }

    @Override
    public void onFailure(Throwable cause) {
        failure = cause;
        if (cause instanceof StreamResetException reset && !reset.remote()) {
            interim.clear();
            content.clear();
        }
        advance();
    }

    /** A step that is ended here may begin the next one at once, and asking for content may bring it at once. */
    private void advance() {
        news = true;
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (news) {
                news = false;
                if (step != null && !step.waiting()) {
                    step = null;
                }
                if (step != null) {
                    step.attempt();
                }
            }
            // A step that waits may ask for nothing, and once nothing more comes it is told nothing either.
            if (step == null || whole || failure != null) {
                content.park();
            }
            ended = whole && headRead && interim.isEmpty() && content.isEmpty() && (trailers == null || trailersRead);
        } finally {
            advancing = false;
        }
    }

    /** To be called before anybody is told what could be the last. */
    void noteEnd() {
        ended = whole && headRead && interim.isEmpty() && content.isEmpty() && (trailers == null || trailersRead);
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
