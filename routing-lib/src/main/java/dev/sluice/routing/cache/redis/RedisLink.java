package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.tls.PemKey;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final AbstractRedisClient client;
    private final Supplier<CompletionStage<? extends StatefulConnection<String, byte[]>>> connect;
    private final List<Runnable> losses = new CopyOnWriteArrayList<>();
    private volatile @Nullable StatefulConnection<String, byte[]> connection;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> node;
    private @Nullable CompletableFuture<Void> connecting;
    private @Nullable PushListener pushes;
    private boolean closed;

    RedisLink(RedisLocation location, RedisSettings settings) {
        List<RedisURI> uris = uris(location, settings);
        if (location.mode() == RedisLocation.Mode.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(uris);
            cluster.setOptions(clusterOptions(settings));
            client = cluster;
            // A connection can be made only once it is known which node has which slot.
            connect = () -> cluster.refreshPartitionsAsync().thenCompose(known -> cluster.connectAsync(CODEC));
        } else {
            RedisClient single = RedisClient.create();
            single.setOptions(options(settings));
            client = single;
            connect = () -> single.connectAsync(CODEC, uris.get(0));
        }
        client.addListener(new RedisConnectionStateAdapter() {
            @Override
            @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                if (isSingle() || handler == node) {
                    losses.forEach(Runnable::run);
                }
            }
        });
    }

    /**
     * The commands of the connection.
     *
     * @throws RedisConnectionException when there is none
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
        throw new RedisConnectionException("not connected to Redis yet");
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

    /** The connection behind which all keys are that are in a slot with this one; in a cluster it is made, unless it is there. */
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
        return cluster.refreshPartitionsAsync()
                .thenCompose(known -> {
                    RedisClusterNode serving = all.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
                    return serving == null
                            ? CompletableFuture.failedFuture(new RedisConnectionException("no node serves the slot"))
                            : all.getConnectionAsync(serving.getNodeId());
                })
                .thenApply(this::useNode);
    }

    private synchronized StatefulRedisConnection<String, byte[]> useNode(
            StatefulRedisConnection<String, byte[]> reached) {
        if (pushes != null) {
            reached.removeListener(pushes);
            reached.addListener(pushes);
        }
        node = reached;
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

    /** Passes on what the server says of itself on the {@link #single} connection, and each loss of it. */
    synchronized void watch(PushListener listener, Runnable lost) {
        pushes = listener;
        whenLost(lost);
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
            var unused = running.whenComplete((done, error) -> forget());
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

    private synchronized void forget() {
        connecting = null;
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
        });
    }

    private static List<RedisURI> uris(RedisLocation location, RedisSettings settings) {
        if (location.mode() == RedisLocation.Mode.SENTINEL) {
            RedisURI.Builder builder = RedisURI.builder();
            location.nodes().forEach(node -> builder.withSentinel(node.host(), node.port()));
            builder.withSentinelMasterId(String.valueOf(location.masterName()));
            RedisURI uri = complete(builder, location, settings);
            uri.getSentinels().forEach(sentinel -> {
                sentinel.setSsl(location.tls());
                sentinel.setTimeout(settings.connectTimeout());
            });
            return List.of(uri);
        }
        return location.nodes().stream()
                .map(node ->
                        complete(RedisURI.builder().withHost(node.host()).withPort(node.port()), location, settings))
                .toList();
    }

    private static RedisURI complete(RedisURI.Builder builder, RedisLocation location, RedisSettings settings) {
        builder.withDatabase(location.database())
                .withSsl(location.tls())
                .withTimeout(settings.connectTimeout())
                .withClientName("sluice");
        Supplier<Credentials> credentials = settings.credentials();
        if (credentials != null) {
            builder.withAuthentication(RedisCredentialsProvider.from(() -> login(credentials.get())));
        }
        return builder.build();
    }

    private static RedisCredentials login(Credentials credentials) {
        return RedisCredentials.just(credentials.user().isBlank() ? null : credentials.user(), credentials.password());
    }

    private static ClusterClientOptions clusterOptions(RedisSettings settings) {
        return ClusterClientOptions.builder(options(settings))
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .enablePeriodicRefresh(Duration.ofMinutes(1))
                        .build())
                .build();
    }

    private static ClientOptions options(RedisSettings settings) {
        // A command that was not answered is not sent again: whoever waited for it has gone on without it.
        ClientOptions.Builder options = ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build());
        return options.sslOptions(tls(settings)).build();
    }

    private static SslOptions tls(RedisSettings settings) {
        SslOptions.Builder tls = SslOptions.builder().jdkSslProvider();
        Path trusted = settings.trustedCertificates();
        if (trusted != null) {
            tls.trustManager(SslOptions.Resource.from(trusted.toFile()));
        }
        RedisSettings.ClientCertificate own = settings.clientCertificate();
        if (own != null) {
            tls.keyManager(SslOptions.Resource.from(own.chain().toFile()), () -> key(own.key()), null);
        }
        return tls.build();
    }

    private static InputStream key(Path file) throws IOException {
        try {
            return new ByteArrayInputStream(PemKey.pkcs8(file).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
