/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** How long exchanges may take. Thread-safe. */
abstract class TimeLimit {

    private final Duration duration;
    private final long nanos;

    private TimeLimit(Duration duration) {
        this.duration = duration;
        this.nanos = nanos(duration);
    }

    /**
     * The same for all exchanges of a client. Because it is the same, it runs out in the order in which they began: they wait
     * in queues, and one timer a queue waits for the first. So an exchange that ends in time costs two changes of a linked
     * list, where a timer of its own would cost a place in a heap.
     */
    static TimeLimit ofAll(Duration duration) {
        return new OfAll(duration);
    }

    /** Of exchanges that have a limit of their own: each has a timer, of which nothing is left when it ends in time. */
    static TimeLimit ofEach(Duration duration) {
        return new OfEach(duration);
    }

    /** As far as readings of the clock go. */
    static long nanos(Duration duration) {
        // Half of what a long holds, because two readings of the clock are compared by their difference.
        Duration most = Duration.ofNanos(Long.MAX_VALUE / 2);
        return (duration.compareTo(most) > 0 ? most : duration).toNanos();
    }

    Duration duration() {
        return duration;
    }

    /** The limit begins to run for what began at {@code now}, a reading of {@link System#nanoTime()}. */
    void begin(Limited limited, long now) {
        limited.runsOutAt = now + nanos;
        await(limited, nanos);
    }

    abstract void await(Limited limited, long nanos);

    private static final class OfAll extends TimeLimit {

        /** Threads share a queue only when there are many of them. */
        private static final int QUEUES = 8;

        private final Queue[] queues = new Queue[QUEUES];

        OfAll(Duration duration) {
            super(duration);
            for (int i = 0; i < QUEUES; i++) {
                queues[i] = new Queue();
            }
        }

        @Override
        void await(Limited limited, long nanos) {
            Queue queue = queues[(int) Thread.currentThread().getId() & (QUEUES - 1)];
            limited.place = queue;
            queue.add(limited, nanos);
        }
    }

    private static final class OfEach extends TimeLimit {

        OfEach(Duration duration) {
            super(duration);
        }

        @Override
        void await(Limited limited, long nanos) {
            Disposable timer = Schedulers.parallel().schedule(limited::ranOut, nanos, TimeUnit.NANOSECONDS);
            limited.place = inTime -> timer.dispose();
        }
    }

    /** Where something waits. */
    private interface Place {
        void leave(Limited limited);
    }

    /** What the limit runs for. */
    abstract static class Limited {

        private @Nullable Place place;
        private @Nullable Limited earlier;
        private @Nullable Limited later;
        private long runsOutAt;
        private boolean waiting;

        /** Called at most once, on a thread of the timer, and hardly ever after {@link #inTime()}. */
        abstract void ranOut();

        /** Ends the waiting; may be called at any time, also when the limit never began. */
        final void inTime() {
            Place mine = place;
            if (mine != null) {
                mine.leave(this);
            }
        }
    }

    private static final class Queue implements Place {

        private @Nullable Limited first;
        private @Nullable Limited last;
        private boolean timed;

        synchronized void add(Limited limited, long delayNanos) {
            limited.waiting = true;
            limited.earlier = last;
            if (last == null) {
                first = limited;
            } else {
                last.later = limited;
            }
            last = limited;
            if (!timed) {
                time(delayNanos);
            }
        }

        @Override
        public synchronized void leave(Limited limited) {
            if (limited.waiting) {
                unlink(limited);
            }
        }

        private void unlink(Limited limited) {
            Limited before = limited.earlier;
            Limited after = limited.later;
            if (before == null) {
                first = after;
            } else {
                before.later = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.earlier = before;
            }
            limited.earlier = null;
            limited.later = null;
            limited.waiting = false;
        }

        private void time(long delayNanos) {
            timed = true;
            Schedulers.parallel().schedule(this::sweep, delayNanos, TimeUnit.NANOSECONDS);
        }

        private void sweep() {
            for (Limited late = nextLate(); late != null; late = nextLate()) {
                try {
                    late.ranOut();
                } catch (RuntimeException | Error thrown) {
                    Operators.onErrorDropped(thrown, Context.empty()); // others wait here too
                }
            }
        }

        /** Takes the first one out if it is late; else sees to it that somebody looks again when it will be. */
        private synchronized @Nullable Limited nextLate() {
            Limited candidate = first;
            if (candidate == null) {
                timed = false;
                return null;
            }
            long left = candidate.runsOutAt - System.nanoTime();
            if (left > 0) {
                time(left);
                return null;
            }
            unlink(candidate);
            return candidate;
        }
    }
}
