package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.sentinel.Named;
import dev.sluice.routing.cache.sentinel.Settling;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.resource.ClientResources;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Connects to whom Sentinel names, and asks each second whether that is still the same one. Lettuce by itself asks only when it
 * connects: who has connected to a master that came back while a replica was taking its place would stay there until Sentinel
 * makes it a replica, some ten seconds later. Thread-safe.
 */
final class SentinelClient extends RedisClient {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelClient.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RedisClient asking;
    private final Sentinels sentinels;

    /** Where each connection leads that is there. */
    private final Map<Object, InetSocketAddress> reached = new ConcurrentHashMap<>();

    private final Settling settling = new Settling();
    private final AtomicLong moves = new AtomicLong();
    private volatile long toldMoves;
    private volatile @Nullable InetSocketAddress last;
    private volatile Supplier<CompletionStage<Void>> moved = () -> CompletableFuture.completedFuture(null);

    SentinelClient(ClientResources resources, RedisLocation location, RedisSettings settings) {
        super(resources, new RedisURI());
        ClientOptions options = LettuceSettings.options(settings);
        asking = RedisClient.create(resources);
        asking.setOptions(options.mutate().autoReconnect(false).build());
        String name = String.valueOf(location.masterName());
        List<Sentinel> all = location.nodes().stream()
                .map(node -> new Sentinel(asking, LettuceSettings.sentinel(node, location, settings), name))
                .toList();
        sentinels = new Sentinels(all, settings.connectTimeout());
        addListener(new RedisConnectionStateAdapter() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                if (address instanceof InetSocketAddress there) {
                    reached(connection, there);
                }
            }

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                reached.remove(connection);
            }
        });
    }

    private void reached(Object connection, InetSocketAddress address) {
        InetSocketAddress before = last;
        last = address;
        reached.put(connection, address);
        if (before != null && !before.equals(address)) {
            moves.incrementAndGet();
        }
    }

    @Override
    protected Mono<SocketAddress> getSocketAddress(RedisURI uri) {
        return Mono.fromCompletionStage(this::settled)
                .map(named ->
                        getResources().socketAddressResolver().resolve(RedisURI.create(named.host(), named.port())));
    }

    /** Who is the master, once that has been so for long enough for all others to have left the one before. */
    private CompletionStage<Named> settled() {
        return sentinels.newest().thenCompose(named -> {
            Duration rest = settling.rest(named, System.nanoTime());
            if (rest.isZero()) {
                return CompletableFuture.completedFuture(named.get(0));
            }
            LOG.info(
                    "Sentinel has just named {}:{} the master, which is used in {} ms: until then others may use the one before",
                    named.get(0).host(),
                    named.get(0).port(),
                    rest.toMillis());
            Executor later = CompletableFuture.delayedExecutor(rest.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(passed -> settled());
        });
    }

    /**
     * What is to be done at another master than before, once it is connected; again until it succeeds.
     */
    void whenMoved(Supplier<CompletionStage<Void>> done) {
        moved = done;
    }

    /**
     * Asks each second.
     *
     * @param connection the one in use
     * @param leave makes another one, when it leads to none who is named
     */
    void follow(
            Supplier<@Nullable StatefulConnection<String, byte[]>> connection,
            Function<StatefulConnection<String, byte[]>, CompletionStage<Void>> leave) {
        var unused = getResources()
                .eventExecutorGroup()
                .scheduleWithFixedDelay(
                        () -> round(connection, leave), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round(
            Supplier<@Nullable StatefulConnection<String, byte[]>> connection,
            Function<StatefulConnection<String, byte[]>, CompletionStage<Void>> leave) {
        var unused = sentinels
                .newest()
                .thenCompose(named -> {
                    StatefulConnection<String, byte[]> now = connection.get();
                    InetSocketAddress at = now == null ? null : reached.get(now);
                    if (now == null || at == null || named.stream().anyMatch(each -> each.isAt(at))) {
                        return CompletableFuture.completedFuture(null);
                    }
                    LOG.info("Sentinel names another master than the one in use, so a new connection is made");
                    return leave.apply(now);
                })
                .thenCompose(done -> tellMove())
                .whenComplete((done, error) -> {
                    if (error != null) {
                        LOG.debug("Sentinel or the master that it names does not answer", error);
                    }
                });
    }

    private CompletionStage<Void> tellMove() {
        long all = moves.get();
        return all == toldMoves
                ? CompletableFuture.completedFuture(null)
                : moved.get().thenAccept(done -> toldMoves = all);
    }

    @Override
    public CompletableFuture<Void> shutdownAsync(long quietPeriod, long timeout, TimeUnit unit) {
        // Netty complains of a connection that is still being made when its threads end.
        return sentinels
                .close()
                .thenCompose(done -> asking.shutdownAsync(quietPeriod, timeout, unit))
                .thenCompose(done -> super.shutdownAsync(quietPeriod, timeout, unit));
    }
}
