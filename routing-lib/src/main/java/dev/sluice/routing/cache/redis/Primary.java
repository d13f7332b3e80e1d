package dev.sluice.routing.cache.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a primary says of itself: in which history it writes, and what time it has. The answer holds for milliseconds on the
 * connection on which it came, and for as many more after each other answer that only a primary gives ({@link PrimaryRead}). A
 * history does not change unseen meanwhile: a restart ends the connection, and a server that is made a replica and a primary
 * again loses writes only by a full resynchronisation, before which it is emptied, and tells that ({@link Tracking}). Where
 * answers prove nothing, one that is demoted by hand without closing its connections ({@code REPLICAOF}, {@code FAILOVER}) may
 * give out what was invalidated at its successor within the 25 ms for which the answer is trusted. Thread-safe.
 */
final class Primary {

    private static final byte[] ROLE = "role:master".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HISTORY = "master_replid:".getBytes(StandardCharsets.US_ASCII);

    /** So old may the server's answer be when a question relies on it, and so old when that question is answered. */
    private static final long RELIED_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** So old is it when it is asked anew although it can still be relied on. */
    private static final long RENEWED_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

    /** For so long the server's time follows from the one that it last told, and so old is it when it is asked anew. */
    private static final long CLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long CLOCK_RENEWED_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private static final Said NOTHING = new Said(-1, "", new Clock(0, 0), 0);

    private final AtomicLong connections = new AtomicLong();
    private final AtomicReference<@Nullable Said> renewed = new AtomicReference<>();
    private volatile Said last = NOTHING;

    /** What a primary has said, and when that was last known to hold. */
    static final class Said {

        private final long connection;
        private final String history;
        private final Clock clock;
        private volatile long asked;

        /**
         * What a primary has said.
         *
         * @param connection the number of the connection on which it was asked
         * @param history the id of what it writes
         * @param clock its time
         * @param asked by {@link System#nanoTime}, when it was asked
         */
        private Said(long connection, String history, Clock clock, long asked) {
            this.connection = connection;
            this.history = history;
            this.clock = clock;
            this.asked = asked;
        }

        String history() {
            return history;
        }

        /** Its time now in milliseconds, or a little later than that. */
        long now() {
            return clock.now();
        }

        private boolean isYounger(long nanos) {
            return System.nanoTime() - asked < nanos;
        }

        // Two threads at once may leave the earlier time, which is no harm.
        private void holdsAt(long time) {
            if (time - asked > 0) {
                asked = time;
            }
        }
    }

    /**
     * A server's time.
     *
     * @param millis what it said
     * @param asked by {@link System#nanoTime}, when it was asked; what it said is later than this
     */
    private record Clock(long millis, long asked) {

        private boolean isYounger(long nanos) {
            return System.nanoTime() - asked < nanos;
        }

        private long now() {
            return millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        }
    }

    /** The connection has ended; behind the next one may be another server. */
    void lost() {
        connections.incrementAndGet();
    }

    /** The server has refused what a primary takes, or has been emptied, so it has to be asked. */
    void doubted() {
        last = NOTHING;
    }

    /** What a question may rely on; null when the server has to be asked. */
    @Nullable
    Said relied() {
        Said said = last;
        return holds(said, RELIED_ON_NANOS) && said.clock.isYounger(CLOCK_NANOS) ? said : null;
    }

    /** Whether an answer that comes now may be taken for one in this history. */
    boolean isTrusted(Said said) {
        return holds(said, TRUSTED_NANOS);
    }

    /** Whether one may that came at a time of {@link System#nanoTime}. */
    boolean isTrusted(Said said, long answered) {
        return isOnConnection(said) && answered - said.asked < TRUSTED_NANOS;
    }

    /**
     * A trusted answer has proved that a primary gave it ({@link PrimaryRead}); in so short a time it is the same one, in the same
     * history.
     *
     * @param sent by {@link System#nanoTime}, when it was asked for
     */
    void confirmed(Said said, long sent) {
        said.holdsAt(sent);
    }

    /** Whether an answer that came with its question is one of the connection that is there now. */
    boolean isOnConnection(Said said) {
        return said.connection == connections.get();
    }

    private boolean holds(Said said, long oldest) {
        return said.connection == connections.get() && said.isYounger(oldest);
    }

    /**
     * Sends a question that relies on what was said. When that becomes old, and so does the server's time, it is asked anew behind
     * the question, before it has to be waited for: what is sent together costs one packet each way.
     */
    void send(StatefulRedisConnection<String, byte[]> connection, AsyncCommand<String, byte[], ?> question, Said said) {
        if (isRenewed(said)) {
            var unused = connection.dispatch(question);
            return;
        }
        var unused = ask(connection, question).exceptionally(error -> {
            // The next question asks it for itself.
            return null;
        });
    }

    private boolean isRenewed(Said said) {
        return (holds(said, RENEWED_NANOS) && said.clock.isYounger(CLOCK_RENEWED_NANOS))
                || said.equals(renewed.getAndSet(said));
    }

    /** Asks the server for itself, behind a question: what is read before the answer was read in the history that it tells. */
    CompletableFuture<@Nullable Said> ask(
            StatefulRedisConnection<String, byte[]> connection, AsyncCommand<String, byte[], ?> question) {
        Asking asking = new Asking();
        List<AsyncCommand<String, byte[], ?>> all = new ArrayList<>();
        all.add(question);
        all.addAll(asking.commands());
        var unused = connection.dispatch(all);
        return asking.answered();
    }

    private final class Asking {

        private final long connection = connections.get();
        private final long asked = System.nanoTime();
        private final AsyncCommand<String, byte[], byte[]> about = Question.of(
                CommandType.INFO,
                new ValueOutput<>(RedisLink.CODEC),
                Question.arguments().add("replication"));

        /** Null when its time is still known. */
        private final @Nullable AsyncCommand<String, byte[], List<byte[]>> time;

        private final Clock known;

        Asking() {
            Said before = last;
            known = before.clock;
            time = before.connection == connection && known.isYounger(CLOCK_RENEWED_NANOS)
                    ? null
                    : Question.of(CommandType.TIME, new ValueListOutput<>(RedisLink.CODEC), Question.arguments());
        }

        List<AsyncCommand<String, byte[], ?>> commands() {
            return time == null ? List.of(about) : List.of(time, about);
        }

        /** What it says; null when it is no primary. */
        CompletableFuture<@Nullable Said> answered() {
            return time == null
                    ? about.thenApply(replication -> said(known, replication))
                    : time.thenCombine(about, (told, replication) -> said(clock(told), replication));
        }

        private Clock clock(List<byte[]> told) {
            byte[] seconds = told.get(0);
            byte[] micros = told.get(1);
            long millis = EntryText.number(seconds, 0, seconds.length) * 1000
                    + EntryText.number(micros, 0, micros.length) / 1000;
            return new Clock(millis, asked);
        }

        private @Nullable Said said(Clock clock, byte[] replication) {
            String history = history(replication);
            if (history == null) {
                last = NOTHING;
                return null;
            }
            Said now = new Said(connection, history, clock, asked);
            last = now;
            return now;
        }
    }

    /** The id of the history, null when it is no primary that speaks. */
    private static @Nullable String history(byte[] about) {
        int history = indexOf(about, HISTORY);
        if (history < 0 || indexOf(about, ROLE) < 0) {
            return null;
        }
        int from = history + HISTORY.length;
        int to = from;
        while (to < about.length && Character.isLetterOrDigit(about[to])) {
            to++;
        }
        return new String(about, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, byte[] sought) {
        for (int i = 0; i + sought.length <= bytes.length; i++) {
            if (bytes[i] == sought[0] && Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }
}
