package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.testing.redis.RedisServer;
import dev.sluice.testing.redis.RedisTls;
import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis that speaks TLS only, wants a certificate, and lets a user do no more than docs/cache.md says. */
class SecuredRedisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    /** What docs/cache.md grants. */
    private static final String RIGHTS =
            "resetkeys ~qcache:* ~qstats:* -@all +evalsha +eval +info +time +get +getex +set +del"
                    + " +unlink +mget +hset +hgetall +hincrby +pexpire +pttl +client +hello +ping";

    private static final String[] USERS = {"user default off", "user app on >secret " + RIGHTS};

    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTls() {
        assumeTrue(RedisServer.knowsTls(), "the redis-server of this machine was built without TLS");
    }

    @Test
    void theRightsOfTheDocumentationSufficeForAllThatACacheDoes() throws IOException {
        RedisTls tls = RedisTls.forHosts("127.0.0.1").requiringClientCertificate();
        try (RedisServer redis = RedisServer.withTls(tls, USERS).start();
                QueryCache cache = open(redis, settings("app", "secret", tls.authority(), client(tls.authority())))) {
            await().atMost(PATIENCE).until(() -> cache.invalidateTags("t"));
            awaitCached(cache);
            await().atMost(PATIENCE).until(() -> {
                read(cache);
                return cache.statistics().rules().stream()
                                .mapToLong(RuleStatistics::nearHits)
                                .sum()
                        > 0;
            });
            String before = read(cache);
            assertThat(cache.invalidateKeys("k")).isTrue();
            assertThat(read(cache)).isNotEqualTo(before);
            await().atMost(PATIENCE)
                    .until(() -> cache.sharedStatistics().toCompletableFuture().join().stream()
                            .anyMatch(rule -> rule.hits() > 0));

            redis.kill();
            assertThat(read(cache)).as("nothing fails when it is away").startsWith("value");
            redis.start();
            awaitCached(cache);
        }
    }

    @Test
    void aServerWithTheWrongNameIsNotTalkedTo() throws IOException {
        RedisTls tls = RedisTls.forHosts("redis.example.com");
        try (RedisServer redis = RedisServer.withTls(tls, USERS).start();
                QueryCache cache = open(redis, settings("app", "secret", tls.authority(), null))) {
            staysOutOfUse(cache);
        }
    }

    @Test
    void aServerThatWantsACertificateIsOfNoUseWithoutOneUntilTheFilesAreRight() throws IOException {
        RedisTls tls = RedisTls.forHosts("127.0.0.1").requiringClientCertificate();
        CertificateAuthority foreign = CertificateAuthority.create("another authority");
        try (RedisServer redis = RedisServer.withTls(tls, USERS).start();
                QueryCache without = open(redis, settings("app", "secret", tls.authority(), null));
                QueryCache cache = open(redis, settings("app", "secret", foreign, client(foreign)))) {
            staysOutOfUse(without);
            staysOutOfUse(cache);
            write(tls.authority(), client(tls.authority()));
            await().atMost(PATIENCE).until(() -> cache.invalidateTags("t"));
            awaitCached(cache);
        }
    }

    @Test
    void aWrongPasswordLeavesTheCacheOutOfUse() throws IOException {
        RedisTls tls = RedisTls.forHosts("127.0.0.1");
        try (RedisServer redis = RedisServer.withTls(tls, USERS).start();
                QueryCache cache = open(redis, settings("app", "wrong", tls.authority(), null))) {
            staysOutOfUse(cache);
        }
    }

    private static QueryCache open(RedisServer redis, RedisSettings settings) {
        RedisLocation location = new RedisLocation(
                RedisLocation.Mode.STANDALONE,
                List.of(new RedisLocation.Node(redis.host(), redis.port())),
                null,
                0,
                true,
                RedisLocation.DEFAULT_KEY_PREFIX);
        return QueryCache.open(
                location,
                Caches.NAME,
                settings,
                Caches.SETTINGS.withNearEntries(10).withFlushEvery(Duration.ofMillis(100)));
    }

    private RedisSettings settings(
            String user, String password, CertificateAuthority trusted, @Nullable Certificate own) throws IOException {
        write(trusted, own);
        RedisSettings settings = Caches.REDIS
                .withCredentials(() -> new Credentials(user, password))
                .withTrustedCertificates(folder.resolve("authority.crt"));
        return own == null
                ? settings
                : settings.withClientCertificate(new RedisSettings.ClientCertificate(
                        folder.resolve("client.crt"), folder.resolve("client.key")));
    }

    private void write(CertificateAuthority trusted, @Nullable Certificate own) throws IOException {
        Files.writeString(folder.resolve("authority.crt"), trusted.certificatePem());
        if (own != null) {
            Files.writeString(folder.resolve("client.crt"), own.certificatePem());
            Files.writeString(folder.resolve("client.key"), own.keyPem());
        }
    }

    private static Certificate client(CertificateAuthority authority) {
        return authority.client("app", List.of());
    }

    /** Loads without failing, and never from the cache. */
    private void staysOutOfUse(QueryCache cache) {
        for (int i = 0; i < 10; i++) {
            assertThat(cache.invalidateTags("t")).isFalse();
            assertThat(read(cache)).isNotEqualTo(read(cache));
        }
        await().atMost(PATIENCE).until(() -> !cache.statistics().inUse());
    }

    private void awaitCached(QueryCache cache) {
        await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
