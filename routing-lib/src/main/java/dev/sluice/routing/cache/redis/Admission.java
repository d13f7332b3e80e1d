package dev.sluice.routing.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cluster's nodes for admission before Lettuce asks each of them for all others: it would log a stack trace for each that
 * refuses the user or password, at every trial. Thread-safe.
 */
final class Admission {

    private static final int MOST_CAUSES = 10;

    private final ClientResources resources;
    private final ClientOptions options;
    private final List<RedisURI> nodes;

    Admission(ClientResources resources, ClientOptions options, List<RedisURI> nodes) {
        this.resources = resources;
        this.options = options;
        this.nodes = List.copyOf(nodes);
    }

    /** Succeeds when a node admits; else fails with what one says that refuses, or with why the last one cannot be reached. */
    CompletionStage<Void> ask() {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options);
        return ask(client, 0, null).whenComplete((done, error) -> {
            var unused = client.shutdownAsync();
        });
    }

    private CompletableFuture<Void> ask(RedisClient client, int number, @Nullable Throwable refusal) {
        return client.connectAsync(RedisLink.CODEC, nodes.get(number))
                .<Void>thenApply(connected -> null)
                .toCompletableFuture()
                .exceptionallyCompose(error -> {
                    Throwable worst = refusal == null && isRefusal(error) ? error : refusal;
                    return number + 1 < nodes.size()
                            ? ask(client, number + 1, worst)
                            : CompletableFuture.failedFuture(worst == null ? error : worst);
                });
    }

    private static boolean isRefusal(Throwable error) {
        @Nullable Throwable cause = error;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof RedisCommandExecutionException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
