package dev.sluice.routing.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.credentials.Credentials;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LettuceSettingsTest {

    private static final RedisLocation REDIS = RedisLocation.standalone("redis.example", 6379);

    /** Otherwise a handshake goes on beside the threads of the client, and logs an error when these have ended. */
    @Test
    void credentialsAreReadForEachConnectionByTheThreadThatMakesIt() {
        AtomicInteger reads = new AtomicInteger();
        RedisSettings settings = RedisSettings.DEFAULT.withCredentials(
                () -> new Credentials("app", "password " + reads.incrementAndGet()));
        List<RedisURI> asSentinel = LettuceSettings.sentinel(REDIS.nodes().get(0), REDIS, settings);
        assertThat(asSentinel).hasSize(2);
        assertThat(reads).hasValue(0);
        for (RedisURI uri : Stream.concat(LettuceSettings.uris(REDIS, settings).stream(), Stream.of(asSentinel.get(1)))
                .toList()) {
            assertThat(uri.getCredentialsProvider())
                    .isInstanceOfSatisfying(ImmediateRedisCredentialsProvider.class, provider -> {
                        RedisCredentials first = provider.resolveCredentialsNow();
                        assertThat(first.getUsername()).isEqualTo("app");
                        assertThat(provider.resolveCredentialsNow().getPassword())
                                .isNotEqualTo(first.getPassword());
                    });
        }
    }
}
