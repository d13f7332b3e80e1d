package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.store.StillConnectingException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis, to be shared by all threads. It is made when it is first needed and made anew when it has
 * broken; while there is none, commands fail at once. In a cluster there may be one more, to the node that has a policy's
 * keys. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private static final Duration REFRESHED_HOLDS = Duration.ofSeconds(2);

    /** After so many trials in a row without an answer the connection is taken for dead. */
    private static final int MOST_SILENT_TRIALS = 2;

    private final ClientResources resources = LettuceSettings.resources();
    private final AbstractRedisClient client;
    private final Supplier<CompletionStage<? extends StatefulConnection<String, byte[]>>> connect;
    private final List<Runnable> losses = new CopyOnWriteArrayList<>();
    private volatile @Nullable StatefulConnection<String, byte[]> connection;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> node;
    private volatile @Nullable Throwable failure;
    private @Nullable CompletableFuture<Void> connecting;
    private @Nullable PushListener pushes;
    private boolean closed;
    private int silentTrials;
    private long refreshed = System.nanoTime() - REFRESHED_HOLDS.toNanos();

    RedisLink(RedisLocation location, RedisSettings settings) {
        Connector connector = Connector.to(location, settings, resources);
        client = connector.client();
        connect = connector.connect();
        client.addListener(new RedisConnectionStateAdapter() {
            @Override
            @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                if (isSingle() || handler == node) {
                    losses.forEach(Runnable::run);
                }
            }
        });
        if (client instanceof SentinelClient behind) {
            behind.follow(() -> connection, left -> {
                abandon(left);
                return connected();
            });
        }
    }

    /**
     * The commands of the connection.
     *
     * @throws RedisConnectionException when none could be made, with the reason
     * @throws StillConnectingException when the first one is just being made
     */
    RedisClusterAsyncCommands<String, byte[]> commands() {
        StatefulConnection<String, byte[]> now = connection;
        if (now instanceof StatefulRedisConnection<String, byte[]> single) {
            return single.async();
        }
        if (now instanceof StatefulRedisClusterConnection<String, byte[]> cluster) {
            return cluster.async();
        }
        // Whoever asks next may find it made.
        var unused = connected();
        Throwable reason = failure;
        if (reason == null) {
            throw new StillConnectingException();
        }
        throw new RedisConnectionException("not connected to Redis: " + ConnectFailure.text(reason), reason);
    }

    /** The connection behind which all keys of the policy are, if it is there. */
    @Nullable
    StatefulRedisConnection<String, byte[]> single() {
        if (connection instanceof StatefulRedisConnection<String, byte[]> single) {
            return single;
        }
        StatefulRedisConnection<String, byte[]> there = node;
        return there != null && there.isOpen() ? there : null;
    }

    /** The {@link #single} connection; in a cluster it is made, to the node that has this key, unless it is there. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> reach(String key) {
        StatefulRedisConnection<String, byte[]> there = single();
        if (there != null) {
            return CompletableFuture.completedFuture(there);
        }
        if (!(client instanceof RedisClusterClient cluster)
                || !(connection instanceof StatefulRedisClusterConnection<String, byte[]> all)) {
            return connected().thenCompose(done -> reach(key));
        }
        leave(node);
        return refreshed(cluster)
                .thenCompose(known -> {
                    RedisClusterNode serving = all.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
                    return serving == null
                            ? CompletableFuture.failedFuture(new RedisConnectionException("no node serves the slot"))
                            : all.getConnectionAsync(serving.getNodeId());
                })
                .thenApply(this::useNode);
    }

    @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
    private StatefulRedisConnection<String, byte[]> useNode(StatefulRedisConnection<String, byte[]> reached) {
        boolean replaces;
        synchronized (this) {
            if (pushes != null) {
                reached.removeListener(pushes);
                reached.addListener(pushes);
            }
            replaces = node != null && node != reached;
            node = reached;
        }
        if (replaces) {
            losses.forEach(Runnable::run);
        }
        return reached;
    }

    /** In a cluster, uses this node no more: it does not serve the slot, or does not answer. */
    @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
    void leave(@Nullable StatefulRedisConnection<String, byte[]> left) {
        synchronized (this) {
            if (left == null || left != node) {
                return;
            }
            node = null;
        }
        losses.forEach(Runnable::run);
    }

    /**
     * Connects; in a cluster it is looked anew where the slots are: while the node of a slot is away, nobody says that it
     * has moved.
     */
    CompletionStage<Void> reconnected() {
        return client instanceof RedisClusterClient cluster && isConnected() ? refreshed(cluster) : connected();
    }

    /**
     * What came of a trial. A server that has gone without a word, or is held up, ends no connection, and another one may have
     * taken its place: so a connection on which nothing is answered is left, and the next trial makes one anew, to whom Sentinel
     * or the nodes of the cluster name then.
     *
     * @param error null when it was answered
     */
    void tried(@Nullable Throwable error) {
        StatefulConnection<String, byte[]> left = connection;
        synchronized (this) {
            silentTrials = error != null && Refusal.isSilence(error) ? silentTrials + 1 : 0;
            if (silentTrials < MOST_SILENT_TRIALS || left == null) {
                return;
            }
        }
        LOG.info("Redis does not answer on its connection, a new one is made");
        abandon(left);
    }

    private void abandon(StatefulConnection<String, byte[]> left) {
        synchronized (this) {
            if (!left.equals(connection)) {
                return;
            }
            silentTrials = 0;
            connection = null;
            node = null;
        }
        losses.forEach(Runnable::run);
        var unused = left.closeAsync();
    }

    /** Does that, until it succeeds, at each further master that Sentinel names. */
    void whenMoved(Supplier<CompletionStage<Void>> moved) {
        if (client instanceof SentinelClient behind) {
            behind.whenMoved(moved);
        }
    }

    /** Asks the nodes who has which slot, unless that was done a moment ago; Lettuce complains of each that is away. */
    private CompletionStage<Void> refreshed(RedisClusterClient cluster) {
        synchronized (this) {
            if (System.nanoTime() - refreshed < REFRESHED_HOLDS.toNanos()) {
                return CompletableFuture.completedFuture(null);
            }
            refreshed = System.nanoTime();
        }
        return cluster.refreshPartitionsAsync();
    }

    /** Whether all keys are behind one connection. */
    boolean isSingle() {
        return client instanceof RedisClient;
    }

    /** Whether it has been closed for good. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Whether there is a connection now. */
    boolean isConnected() {
        StatefulConnection<String, byte[]> now = connection;
        return now != null && now.isOpen();
    }

    /** Tells each loss of the {@link #single} connection, before there is a next one. */
    void whenLost(Runnable lost) {
        losses.add(lost);
    }

    /** Passes on what the server says of itself on the {@link #single} connection. */
    synchronized void watch(PushListener listener) {
        pushes = listener;
        if (connection instanceof StatefulRedisConnection<String, byte[]> single) {
            single.addListener(listener);
        }
    }

    /** Connects, unless that has been done once; after that Lettuce reconnects by itself. */
    synchronized CompletionStage<Void> connected() {
        if (closed) {
            return CompletableFuture.failedFuture(new RedisConnectionException("the cache is closed"));
        }
        if (connection != null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> running = connecting;
        if (running == null) {
            running = connect.get().thenAccept(this::use).toCompletableFuture();
            connecting = running;
            var unused = running.whenComplete((done, error) -> forget(error));
        }
        return running;
    }

    private synchronized void use(StatefulConnection<String, byte[]> fresh) {
        if (closed) {
            var unused = fresh.closeAsync();
        } else {
            if (pushes != null && fresh instanceof StatefulRedisConnection<String, byte[]> single) {
                single.addListener(pushes);
            }
            connection = fresh;
        }
    }

    private synchronized void forget(@Nullable Throwable error) {
        connecting = null;
        failure = error;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        var unused = client.shutdownAsync().whenComplete((done, error) -> {
            if (error != null) {
                LOG.debug("Closing the connection to Redis failed", error);
            }
            var unusedEnd = resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }
}
