package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.sentinel.Named;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One Sentinel, which is asked over a connection that is kept as long as it answers. Thread-safe. */
final class Sentinel {

    private final RedisClient client;
    private final List<RedisURI> ways;
    private final String name;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, byte[]>> kept;
    private boolean closed;

    /**
     * One that has not been asked yet.
     *
     * @param client does not reconnect by itself
     * @param ways to connect to it, of which the first one is used that works
     * @param name of the master
     */
    Sentinel(RedisClient client, List<RedisURI> ways, String name) {
        this.client = client;
        this.ways = List.copyOf(ways);
        this.name = name;
    }

    /** Whom it names; fails when it does not answer, or knows no such master. */
    CompletableFuture<Named> ask() {
        CompletableFuture<StatefulRedisConnection<String, byte[]>> used;
        try {
            used = connected();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return used.thenCompose(this::ask).whenComplete((named, error) -> {
            if (error != null) {
                drop(used);
            }
        });
    }

    /** Connects no more; done when what was being connected has ended. */
    synchronized CompletableFuture<Void> close() {
        closed = true;
        return kept == null ? CompletableFuture.completedFuture(null) : kept.handle((made, error) -> null);
    }

    private synchronized CompletableFuture<StatefulRedisConnection<String, byte[]>> connected() {
        CompletableFuture<StatefulRedisConnection<String, byte[]>> now = kept;
        boolean ended = now != null
                && now.isDone()
                && !now.isCompletedExceptionally()
                && !now.join().isOpen();
        if (now == null || ended) {
            now = connect(0);
            kept = now;
        }
        return now;
    }

    private synchronized CompletableFuture<StatefulRedisConnection<String, byte[]>> connect(int way) {
        if (closed) {
            return CompletableFuture.failedFuture(new RedisConnectionException("the cache is closed"));
        }
        CompletableFuture<StatefulRedisConnection<String, byte[]>> made =
                client.connectAsync(RedisLink.CODEC, ways.get(way)).toCompletableFuture();
        return way + 1 == ways.size() ? made : made.exceptionallyCompose(error -> connect(way + 1));
    }

    private CompletionStage<Named> ask(StatefulRedisConnection<String, byte[]> connection) {
        // The epoch first: what is named a moment later is of that configuration or a newer one, never of an older one.
        CompletionStage<List<String>> about = ask(connection, "MASTER")
                .exceptionallyCompose(error -> Refusal.isOfRight(error)
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(error));
        return ask(connection, "GET-MASTER-ADDR-BY-NAME").thenCombine(about, (address, told) -> {
            if (address.size() == 2) {
                return Named.of(address.get(0), Integer.parseInt(address.get(1)), told);
            }
            throw new RedisConnectionException("the Sentinel knows no master " + name);
        });
    }

    // Lettuce's own connection to a Sentinel warns of each one that is away, at each trial.
    private CompletionStage<List<String>> ask(StatefulRedisConnection<String, byte[]> connection, String what) {
        AsyncCommand<String, byte[], List<byte[]>> question = Question.of(
                CommandType.SENTINEL,
                new ValueListOutput<>(RedisLink.CODEC),
                Question.arguments().add(what).add(name));
        var unused = connection.dispatch(question);
        return question.thenApply(
                answer -> answer.stream().map(ScriptText::text).toList());
    }

    @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
    private synchronized void drop(CompletableFuture<StatefulRedisConnection<String, byte[]>> used) {
        if (kept == used) {
            kept = null;
        }
        var unused = used.thenCompose(StatefulRedisConnection::closeAsync);
    }
}
