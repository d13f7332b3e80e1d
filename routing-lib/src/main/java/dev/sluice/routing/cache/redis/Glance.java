package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a fresh entry by one {@code GET}, or what reads like it ({@link PrimaryRead}), at a fraction of what a script costs the server. If the entry's stamp is made of
 * the versions that the process knows when the answer comes ({@link KnownVersions}), nothing that it depends on had changed when
 * it was read: a change before that would have been told by then ({@link Tracking}). Versions are learnt when a script has
 * found something fresh. Where the server does not tell changes, the versions are read with the entry, by one {@code MGET}.
 *
 * <p>That holds in the history in which the stamp was made: the server is asked for that, and for its clock, unless its answer
 * on this connection is only milliseconds old ({@link Primary}). While there are many questions, their answers prove that it still
 * holds; where they don't, it is asked anew before its answer is too old, behind one of them, so that none waits for it.
 * Thread-safe.
 */
final class Glance {

    private final KeyNames names;
    private final KnownVersions versions;
    private final Tracking tracking;
    private final Learning learning;
    private final PrimaryRead read;
    private final Primary primary;

    /** Reads an entry, and tells its versions once that was answered. */
    private interface Look {

        CommandType type();

        AsyncCommand<String, byte[], ?> command();

        byte @Nullable [] entry();

        /** Null when they are not known any more. */
        byte @Nullable [] @Nullable [] versions();
    }

    private record Alone(
            CommandType type, AsyncCommand<String, byte[], byte[]> command, KnownVersions known, Lookup lookup)
            implements Look {

        @Override
        public byte @Nullable [] entry() {
            return command.join();
        }

        @Override
        public byte @Nullable [][] versions() {
            return known.of(lookup.dependencies());
        }
    }

    private record WithVersions(AsyncCommand<String, byte[], List<byte[]>> command) implements Look {

        @Override
        public CommandType type() {
            return CommandType.MGET;
        }

        @Override
        public byte @Nullable [] entry() {
            return command.join().get(0);
        }

        @Override
        public byte[] @Nullable [] versions() {
            List<byte[]> values = command.join();
            return values.subList(1, values.size()).toArray(byte[][]::new);
        }
    }

    /**
     * What came of it.
     *
     * @param found null unless there is an entry that is right and fresh enough
     * @param trusted whether the answer was one of the primary that was relied on
     */
    private record Answered(@Nullable Found found, boolean trusted) {}

    Glance(KeyNames names, KnownVersions versions, Tracking tracking, Primary primary) {
        this.names = names;
        this.primary = primary;
        this.versions = versions;
        this.tracking = tracking;
        this.read = new PrimaryRead(tracking);
        this.learning = new Learning(tracking, versions, names);
    }

    /** The connection has ended; behind the next one may be another server. */
    void lost() {
        primary.lost();
        read.lost();
        tracking.lost();
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
        Primary.Said said = primary.relied();
        Look look = look(connection, lookup, said == null ? CommandType.GET : read.command());
        if (look == null) {
            return ask(connection, lookup, otherwise);
        }
        if (said == null) {
            return withServer(connection, look, lookup, otherwise);
        }
        long sent = System.nanoTime();
        primary.send(connection, look.command(), said);
        return look.command()
                .thenApply(answer -> answered(look, said, sent, lookup))
                .exceptionally(error -> {
                    if (read.isRefused(look.type(), error)) {
                        primary.doubted();
                        return new Answered(null, false);
                    }
                    throw error instanceof CompletionException known ? known : new CompletionException(error);
                })
                .thenCompose(answered -> {
                    Found found = answered.found();
                    if (found != null) {
                        return CompletableFuture.completedFuture(found);
                    }
                    Look again = answered.trusted() ? null : look(connection, lookup, CommandType.GET);
                    return again == null
                            ? ask(connection, lookup, otherwise)
                            : withServer(connection, again, lookup, otherwise);
                });
    }

    private Answered answered(Look look, Primary.Said said, long sent, Lookup lookup) {
        Found found = found(look, said, lookup);
        if (!primary.isTrusted(said)) {
            return new Answered(null, false);
        }
        if (PrimaryRead.proves(look.type())) {
            primary.confirmed(said, sent);
        }
        return new Answered(found, true);
    }

    /**
     * Looks for an entry and waits for it here.
     *
     * @param patience after which this fails
     * @return {@link Found#NOTHING} when there is none that is right and fresh enough; null when more has to be asked than the
     *     entry, before or because its answer took long
     */
    @Nullable
    Found awaited(StatefulRedisConnection<String, byte[]> connection, Lookup lookup, Duration patience) {
        Primary.Said said = primary.relied();
        if (said == null || !tracking.isOn(connection) || versions.of(lookup.dependencies()) == null) {
            return null;
        }
        CommandType command = read.command();
        AwaitedGet get = new AwaitedGet(command, entry(lookup));
        long sent = System.nanoTime();
        primary.send(connection, get, said);
        try {
            get.await(patience);
        } catch (RedisCommandExecutionException e) {
            if (read.isRefused(command, e)) {
                primary.doubted();
                return null;
            }
            throw e;
        }
        byte[][] known = versions.of(lookup.dependencies());
        if (known == null) {
            return null;
        }
        Found found = EntryText.fresh(get.join(), known, said.history(), said.now(), lookup);
        if (!primary.isTrusted(said, get.answered())) {
            return null;
        }
        if (PrimaryRead.proves(command)) {
            primary.confirmed(said, sent);
        }
        return found == null ? Found.NOTHING : found;
    }

    private CompletionStage<Found> withServer(
            StatefulRedisConnection<String, byte[]> connection,
            Look look,
            Lookup lookup,
            Function<Lookup, CompletionStage<Found>> otherwise) {
        return primary.ask(connection, look.command()).thenCompose(said -> {
            Found found = said == null ? null : found(look, said, lookup);
            return found == null || !primary.isOnConnection(said)
                    ? ask(connection, lookup, otherwise)
                    : CompletableFuture.completedFuture(found);
        });
    }

    /** How to look; null where several keys had to be read on a connection on which changes are told, or may be. */
    private @Nullable Look look(StatefulRedisConnection<String, byte[]> connection, Lookup lookup, CommandType type) {
        if (tracking.isOn(connection)) {
            return versions.of(lookup.dependencies()) == null ? null : alone(type, lookup);
        }
        if (tracking.isRefused(connection)) {
            return new WithVersions(getWithVersions(lookup));
        }
        var unused = tracking.begin(connection);
        return null;
    }

    private CompletionStage<Found> ask(
            StatefulRedisConnection<String, byte[]> connection,
            Lookup lookup,
            Function<Lookup, CompletionStage<Found>> otherwise) {
        return otherwise.apply(lookup).thenApply(found -> {
            if (found.suffices() && versions.of(lookup.dependencies()) == null) {
                learning.learn(connection, lookup.dependencies());
            }
            return found;
        });
    }

    // The answer is compared before it is asked whether it can be trusted: what it was compared with was of this
    // connection.
    private static @Nullable Found found(Look look, Primary.Said said, Lookup lookup) {
        byte[][] versions = look.versions();
        return versions == null ? null : EntryText.fresh(look.entry(), versions, said.history(), said.now(), lookup);
    }

    private Alone alone(CommandType type, Lookup lookup) {
        return new Alone(type, Question.of(type, new ValueOutput<>(RedisLink.CODEC), entry(lookup)), versions, lookup);
    }

    private AsyncCommand<String, byte[], List<byte[]>> getWithVersions(Lookup lookup) {
        CommandArgs<String, byte[]> arguments = entry(lookup);
        for (byte[] version : names.versions(lookup.dependencies())) {
            arguments.add(version);
        }
        return Question.of(CommandType.MGET, new ValueListOutput<>(RedisLink.CODEC), arguments);
    }

    private CommandArgs<String, byte[]> entry(Lookup lookup) {
        return Question.arguments().addKey(names.entry(lookup.key()));
    }
}
