package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a fresh entry by one plain {@code MGET} of the entry and the versions that it depends on, at a fraction of what a
 * script costs the server. If the entry's stamp is made of these versions, nothing that it depends on had changed when they
 * were read, provided that they were read in the history in which the stamp was made: the server is asked for that, and
 * for its clock, unless the answer on this connection is only milliseconds old. While there are many questions it is asked
 * anew before its answer is too old, behind one of them, so that none waits for it. A history cannot change unseen in so
 * short a time: a restart ends the connection, and a server that is made a replica and a primary again loses writes only
 * by a full resynchronisation, which takes longer. One that is demoted by hand without closing its connections ({@code
 * REPLICAOF}, {@code FAILOVER}) may give out what was invalidated at its successor within the 25 ms for which the answer is trusted.
 * Thread-safe.
 */
final class Glance {

    private static final int ID_LENGTH = 16;
    private static final byte[] PRIMARY = "role:master".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HISTORY = "master_replid:".getBytes(StandardCharsets.US_ASCII);

    /** So old may the server's answer be when a question relies on it, and so old when that question is answered. */
    private static final long RELIED_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** So old is it when it is asked anew although it can still be relied on. */
    private static final long RENEWED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final KeyNames names;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicReference<@Nullable Server> renewed = new AtomicReference<>();
    private volatile Server server = new Server(-1, "", 0, 0);

    /**
     * What a primary has said of itself.
     *
     * @param connection the number of the connection on which it was asked
     * @param history the id of what it writes
     * @param clock its time in milliseconds
     * @param asked by {@link System#nanoTime}, when it was asked; what it says is later than this
     */
    private record Server(long connection, String history, long clock, long asked) {

        long age() {
            return System.nanoTime() - asked;
        }

        /** Its time now, or a little later than that. */
        long now() {
            return clock + TimeUnit.NANOSECONDS.toMillis(age());
        }
    }

    Glance(KeyNames names) {
        this.names = names;
    }

    /** The connection has ended; behind the next one may be another server. */
    void lost() {
        connections.incrementAndGet();
    }

    private boolean holds(Server known, long oldest) {
        return known.connection() == connections.get() && known.age() < oldest;
    }

    /**
     * Looks for an entry.
     *
     * @param otherwise what is done unless it is there, right, and fresh enough not to be renewed
     */
    CompletionStage<Found> at(
            StatefulRedisConnection<String, byte[]> connection,
            Lookup lookup,
            Function<Lookup, CompletionStage<Found>> otherwise) {
        Server known = server;
        if (!holds(known, RELIED_ON_NANOS)) {
            return withServer(connection, lookup, otherwise);
        }
        var values = values(lookup);
        var unused = connection.dispatch(values);
        if (!holds(known, RENEWED_NANOS) && !known.equals(renewed.getAndSet(known))) {
            renew(connection);
        }
        return values.thenCompose(found -> holds(known, TRUSTED_NANOS)
                ? found(found, known, lookup, otherwise)
                : withServer(connection, lookup, otherwise));
    }

    private CompletionStage<Found> withServer(
            StatefulRedisConnection<String, byte[]> connection,
            Lookup lookup,
            Function<Lookup, CompletionStage<Found>> otherwise) {
        var values = values(lookup);
        Asking asking = new Asking();
        // The server's own are the last, so that what was read before them was read in their history.
        var unused = connection.dispatch(List.of(values, asking.time, asking.about));
        return CompletableFuture.allOf(values, asking.time, asking.about).thenCompose(done -> {
            Server now = asking.answered();
            return now == null ? otherwise.apply(lookup) : found(values.join(), now, lookup, otherwise);
        });
    }

    private void renew(StatefulRedisConnection<String, byte[]> connection) {
        Asking asking = new Asking();
        var unused = CompletableFuture.allOf(asking.time, asking.about).whenComplete((done, error) -> {
            // If it does not answer, the next question asks it for itself.
            if (error == null) {
                asking.answered();
            }
        });
        var unusedAnswer = connection.dispatch(List.of(asking.time, asking.about));
    }

    /** Asks the server for itself. */
    private final class Asking {

        private final long connection = connections.get();
        private final long asked = System.nanoTime();
        final AsyncCommand<String, byte[], List<byte[]>> time =
                command(CommandType.TIME, new ValueListOutput<>(RedisLink.CODEC), arguments());
        final AsyncCommand<String, byte[], byte[]> about = command(
                CommandType.INFO,
                new ValueOutput<>(RedisLink.CODEC),
                arguments().add("replication"));

        /** What it has said; null when it is no primary. */
        @Nullable
        Server answered() {
            String history = history(about.join());
            if (history == null) {
                return null;
            }
            List<byte[]> clock = time.join();
            Server now =
                    new Server(connection, history, number(clock.get(0)) * 1000 + number(clock.get(1)) / 1000, asked);
            server = now;
            return now;
        }
    }

    private static CompletionStage<Found> found(
            List<byte[]> values, Server server, Lookup lookup, Function<Lookup, CompletionStage<Found>> otherwise) {
        Found found = found(values, server, lookup);
        return found == null ? otherwise.apply(lookup) : CompletableFuture.completedFuture(found);
    }

    private AsyncCommand<String, byte[], List<byte[]>> values(Lookup lookup) {
        CommandArgs<String, byte[]> arguments = arguments().addKey(names.entry(lookup.key()));
        for (byte[] version : names.versions(lookup.dependencies())) {
            arguments.add(version);
        }
        return command(CommandType.MGET, new ValueListOutput<>(RedisLink.CODEC), arguments);
    }

    private static CommandArgs<String, byte[]> arguments() {
        return new CommandArgs<>(RedisLink.CODEC);
    }

    private static <T> AsyncCommand<String, byte[], T> command(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> arguments) {
        return new AsyncCommand<>(new Command<>(type, output, arguments));
    }

    /** The id of the history, null when it is no primary that speaks. */
    private static @Nullable String history(byte[] about) {
        int history = indexOf(about, HISTORY);
        if (history < 0 || indexOf(about, PRIMARY) < 0) {
            return null;
        }
        int from = history + HISTORY.length;
        int to = from;
        while (to < about.length && Character.isLetterOrDigit(about[to])) {
            to++;
        }
        return text(about, from, to);
    }

    private static @Nullable Found found(List<byte[]> values, Server server, Lookup lookup) {
        byte[] entry = values.get(0);
        int end = entry == null ? -1 : endOfStamp(entry, values, server.history(), lookup.shape());
        if (entry == null || end < 0) {
            return null;
        }
        int fresh = indexOf(entry, end + 1);
        int stale = indexOf(entry, fresh + 1);
        int loading = indexOf(entry, stale + 1);
        int position = indexOf(entry, loading + 1);
        long left = number(entry, end + 1, fresh) - server.now();
        // Not the other way round: no time to load, times an infinite earliness, is no number.
        if (left <= 0 || !(left > number(entry, stale + 1, loading) * lookup.earliness())) {
            return null;
        }
        return new Found(
                Found.Age.FRESH,
                Content.of(Arrays.copyOfRange(entry, position + 1, entry.length)),
                false,
                Duration.ZERO,
                false,
                "",
                Duration.ofMillis(left));
    }

    /** Where the entry's stamp ends, if it is that of these versions; else -1. The scripts make stamps in the same way. */
    private static int endOfStamp(byte[] entry, List<byte[]> values, String history, String shape) {
        int at = after(entry, after(entry, 0, history), " ");
        at = after(entry, at, shape);
        for (int i = 1; i < values.size(); i++) {
            byte[] version = values.get(i);
            at = version == null ? -1 : after(entry, after(entry, at, " "), version, ID_LENGTH);
        }
        return at >= 0 && at < entry.length && entry[at] == '\n' ? at : -1;
    }

    private static int after(byte[] bytes, int from, String text) {
        if (from < 0 || bytes.length - from < text.length()) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return -1;
            }
        }
        return from + text.length();
    }

    private static int after(byte[] bytes, int from, byte[] begin, int length) {
        boolean equal = from >= 0
                && bytes.length - from >= length
                && Arrays.equals(bytes, from, from + length, begin, 0, length);
        return equal ? from + length : -1;
    }

    private static long number(byte[] digits) {
        return number(digits, 0, digits.length);
    }

    private static long number(byte[] bytes, int from, int to) {
        return Long.parseLong(text(bytes, from, to));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, byte[] sought) {
        for (int i = 0; i + sought.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        throw new IllegalStateException("an entry is cut off");
    }
}
