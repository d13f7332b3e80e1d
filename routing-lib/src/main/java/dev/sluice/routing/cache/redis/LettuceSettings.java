package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.tls.PemKey;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a location and settings are called by Lettuce. */
final class LettuceSettings {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private LettuceSettings() {}

    static List<RedisURI> uris(RedisLocation location, RedisSettings settings) {
        if (location.mode() == RedisLocation.Mode.SENTINEL) {
            RedisURI.Builder builder = RedisURI.builder();
            location.nodes().forEach(node -> builder.withSentinel(node.host(), node.port()));
            builder.withSentinelMasterId(String.valueOf(location.masterName()));
            return List.of(complete(builder, location, settings));
        }
        return location.nodes().stream()
                .map(node ->
                        complete(RedisURI.builder().withHost(node.host()).withPort(node.port()), location, settings))
                .toList();
    }

    /**
     * How one Sentinel is asked, one way after the other: without a password, which it would refuse if it had none, or other
     * users; and with it.
     */
    static List<RedisURI> sentinel(RedisLocation.Node node, RedisLocation location, RedisSettings settings) {
        RedisURI.Builder builder = RedisURI.builder()
                .withHost(node.host())
                .withPort(node.port())
                .withSsl(location.tls())
                .withTimeout(settings.connectTimeout());
        RedisURI open = builder.build();
        Supplier<Credentials> credentials = settings.credentials();
        return credentials == null
                ? List.of(open)
                : List.of(open, builder.withAuthentication(logins(credentials)).build());
    }

    private static RedisURI complete(RedisURI.Builder builder, RedisLocation location, RedisSettings settings) {
        builder.withDatabase(location.database())
                .withSsl(location.tls())
                .withTimeout(settings.connectTimeout())
                .withClientName("sluice");
        Supplier<Credentials> credentials = settings.credentials();
        if (credentials != null) {
            builder.withAuthentication(logins(credentials));
        }
        return builder.build();
    }

    /** Read where the connection is made: Lettuce goes on with others on a thread that the end of the client does not end. */
    private static RedisCredentialsProvider logins(Supplier<Credentials> credentials) {
        return (RedisCredentialsProvider.ImmediateRedisCredentialsProvider) () -> login(credentials.get());
    }

    private static RedisCredentials login(Credentials credentials) {
        return RedisCredentials.just(credentials.user().isBlank() ? null : credentials.user(), credentials.password());
    }

    /** Threads, and how often a lost connection is tried: Lettuce by itself waits longer each time, up to 30 s. */
    static ClientResources resources() {
        return DefaultClientResources.builder()
                .reconnectDelay(Delay.fullJitter(SHORTEST_WAIT, LONGEST_WAIT, 1, TimeUnit.MILLISECONDS))
                .build();
    }

    static ClusterClientOptions clusterOptions(RedisSettings settings) {
        return ClusterClientOptions.builder(options(settings))
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .enablePeriodicRefresh(Duration.ofMinutes(1))
                        .build())
                .build();
    }

    static ClientOptions options(RedisSettings settings) {
        // A command that was not answered is not sent again: whoever waited for it has gone on without it.
        ClientOptions.Builder options = ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(timeouts(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build());
        return options.sslOptions(tls(settings)).build();
    }

    // Who awaits an answer by itself needs no timer for it.
    private static TimeoutOptions timeouts(Duration commandTimeout) {
        long nanos = commandTimeout.toNanos();
        return TimeoutOptions.builder()
                .timeoutSource(new TimeoutOptions.TimeoutSource() {
                    @Override
                    public long getTimeout(RedisCommand<?, ?, ?> command) {
                        return command instanceof AwaitedGet ? 0 : nanos;
                    }

                    @Override
                    public TimeUnit getTimeUnit() {
                        return TimeUnit.NANOSECONDS;
                    }
                })
                .build();
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
