package dev.sluice.operator.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.operator.redis.RedisTarget.Mode;
import dev.sluice.operator.redis.RedisTarget.Server;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProbeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final String PASSWORD = "redis-5d1f7c-password";
    private static final PolicyKeys KEYS = new PolicyKeys("qcache", "shop/orders");
    private static final Access.Tls PLAIN = new Access.Tls(TlsMode.DISABLE, null, null, null);

    private static final Vertx VERTX = Vertx.vertx();

    private static RedisServer redis;

    private final RedisProbe probe = new RedisProbe(VERTX, Clock.systemUTC());

    @BeforeAll
    static void start() {
        redis = RedisServer.open().start();
    }

    @AfterAll
    static void stop() {
        redis.close();
        VERTX.close();
    }

    @AfterEach
    void close() {
        probe.close();
        RedisCommands.send(redis, "FLUSHALL");
    }

    @Test
    void whatTheLibraryCountsAndWhatTheServerSaysIsRead() {
        RedisCommands.send(redis, "HSET", "qstats:{shop/orders}", "hits", "70", "misses", "30");
        RedisCommands.send(redis, "SET", "qcache:{shop/orders}:e:a", "1");
        RedisCommands.send(redis, "SET", "qcache:{shop/orders}:v:m:public.orders", "1");
        RedisCommands.send(redis, "SET", "qcache:{shop/other}:e:a", "1");

        Reading.Answered answer = answered(read(standalone(redis.port()), open()));

        assertThat(answer.statistics()).isEqualTo(Map.of("hits", "70", "misses", "30"));
        assertThat(answer.keys()).isEqualTo(new KeyCount(1, true));
        assertThat(answer.server()).isEqualTo("127.0.0.1:" + redis.port());
        assertThat(answer.refused()).isEmpty();
        assertThat(answer.report()).satisfies(report -> {
            assertThat(report.master()).isTrue();
            assertThat(report.usedBytes()).isPositive();
            assertThat(report.maxBytes()).isZero();
            assertThat(report.databaseKeys()).isEqualTo(4);
        });
    }

    @Test
    void aLargeDatabaseIsCountedByASample() {
        RedisCommands.send(
                redis,
                "EVAL",
                "for i = 1, 30000 do redis.call('SET', KEYS[1] .. i, '1') end"
                        + " for i = 1, 10000 do redis.call('SET', 'other:' .. i, '1') end return 1",
                "1",
                "qcache:{shop/orders}:e:");

        assertThat(answered(read(standalone(redis.port()), open())).keys())
                .isNotNull()
                .satisfies(keys -> {
                    assertThat(keys.exact()).isFalse();
                    assertThat(keys.keys()).isBetween(28_000L, 32_000L);
                });
    }

    @Test
    void ordersEndTheKeysThatTheyNameAndNoOthers() {
        for (String key : List.of(
                "e:orders:1", "l:orders:1", "e:orders:2", "v:m:public.orders", "v:m:public.items", "v:t:home", "v:*")) {
            RedisCommands.send(redis, "SET", "qcache:{shop/orders}:" + key, "1");
        }
        var order = new CacheOrder("o-1", List.of("public.orders"), List.of("home"), List.of("orders:1"));

        Reading.Answered answer = answered(
                probe.read(new Question(standalone(redis.port()), KEYS, List.of(order)), () -> open(), PATIENCE));

        assertThat(answer.done()).containsExactly("o-1");
        assertThat(answer.undone()).isNull();
        assertThat(RedisCommands.send(redis, "KEYS", "*"))
                .contains("e:orders:2", "v:m:public.items", "v:*")
                .doesNotContain("orders:1", "public.orders", "v:t:home");
    }

    @Test
    void anOrderIsDoneAndRedisIsReadThoughTheStatisticsAreOfAnotherType() {
        RedisCommands.send(redis, "SET", KEYS.statistics(), "of somebody else");
        RedisCommands.send(redis, "SET", "qcache:{shop/orders}:e:a", "1");
        var order = new CacheOrder("o-1", List.of(), List.of("home"), List.of());

        for (List<CacheOrder> orders : List.of(List.of(order), List.<CacheOrder>of())) {
            Reading.Answered answer =
                    answered(probe.read(new Question(standalone(redis.port()), KEYS, orders), () -> open(), PATIENCE));
            assertThat(answer.done()).hasSameSizeAs(orders);
            assertThat(answer.statistics()).isNull();
            assertThat(answer.refused()).isEmpty();
            assertThat(answer.keys()).isEqualTo(new KeyCount(1, true));
        }
    }

    @Test
    void aModeThatTheServerHasNotIsSaid() {
        var cluster = new RedisTarget(Mode.CLUSTER, List.of(new Server(redis.host(), redis.port())), null, 0);
        Trouble none = trouble(read(cluster, open()));
        assertThat(none.reason()).isEqualTo(Trouble.Reason.WrongMode);
        assertThat(none.message()).contains("is not part of a Redis Cluster", "spec.redis.mode Standalone");
        try (var node = RedisServer.with("cluster-enabled yes").start()) {
            Trouble one = trouble(read(standalone(node.port()), open()));
            assertThat(one.reason()).isEqualTo(Trouble.Reason.WrongMode);
            assertThat(one.message()).contains("is part of a Redis Cluster", "spec.redis.mode Cluster");
        }
        var order = new CacheOrder("o-1", List.of(), List.of("home"), List.of());
        assertThat(answered(probe.read(new Question(cluster, KEYS, List.of(order)), () -> open(), PATIENCE))
                        .done())
                .as("what was carried out is told first")
                .containsExactly("o-1");
    }

    @Test
    void oneConnectionIsKept() {
        try (var proxy = TcpProxy.to(redis.host(), redis.port())) {
            for (int i = 0; i < 5; i++) {
                answered(read(standalone(proxy.port()), open()));
            }
            assertThat(proxy.connections()).isEqualTo(1);
            proxy.dropConnections();
            Poll.until(
                    "a new connection is made",
                    PATIENCE,
                    () -> read(standalone(proxy.port()), open()) instanceof Reading.Answered);
            probe.close();
            Poll.until("no connection is left", PATIENCE, () -> proxy.connections() == 0);
        }
    }

    @Test
    void aServerThatIsDownIsToldFromOneThatHangsAndBothComeBack() {
        try (var proxy = TcpProxy.to(redis.host(), redis.port())) {
            answered(read(standalone(proxy.port()), open()));
            proxy.hang();
            Trouble hanging = trouble(read(standalone(proxy.port()), open(), SHORT));
            assertThat(hanging.reason()).isEqualTo(Trouble.Reason.Timeout);
            assertThat(hanging.message()).contains("is connected but did not answer within 700 ms");
            assertThat(trouble(read(standalone(proxy.port()), open(), SHORT)).message())
                    .contains("did not complete connect, TLS and sign-in within 700 ms");
            proxy.cut();
            assertThat(trouble(read(standalone(proxy.port()), open())).reason())
                    .isEqualTo(Trouble.Reason.ConnectionRefused);
            proxy.restore();
            answered(read(standalone(proxy.port()), open()));
        }
    }

    @Test
    void aReadingThatHangsDoesNotDelayAnother() {
        try (var proxy = TcpProxy.to(redis.host(), redis.port())) {
            proxy.hang();
            var other = new RedisProbe(VERTX, Clock.systemUTC());
            Future<Reading> hanging =
                    probe.read(question(standalone(proxy.port())), () -> open(), Duration.ofMinutes(5));
            answered(other.read(question(standalone(redis.port())), () -> open(), PATIENCE));
            assertThat(hanging.isComplete()).isFalse();
            other.close();
        }
    }

    @Test
    void passwordsAreWantedAndChecked() {
        try (var guarded = RedisServer.withPassword(PASSWORD).start()) {
            assertThat(trouble(read(standalone(guarded.port()), open())).reason())
                    .isEqualTo(Trouble.Reason.AuthenticationRequired);
            probe.reconnect();
            Trouble wrong = trouble(read(standalone(guarded.port()), granted("", "wrong")));
            assertThat(wrong.reason()).isEqualTo(Trouble.Reason.AuthenticationFailed);
            Trouble swapped = trouble(read(standalone(guarded.port()), granted(PASSWORD, PASSWORD + "x")));
            assertThat(swapped.message()).doesNotContain(PASSWORD);
            answered(read(standalone(guarded.port()), granted("", PASSWORD)));
        }
        assertThat(trouble(read(standalone(redis.port()), granted("", PASSWORD))))
                .satisfies(unwanted -> {
                    assertThat(unwanted.reason()).isEqualTo(Trouble.Reason.AuthenticationFailed);
                    assertThat(unwanted.message())
                            .contains("remove spec.redis.credentials")
                            .doesNotContain(PASSWORD);
                });
    }

    @Test
    void aSecretThatIsMissingIsSaid() {
        var denied = new AccessResult.Denied(AccessResult.Reason.SecretNotFound, "Secret \"x\" is not there.");
        Trouble trouble = trouble(read(standalone(redis.port()), Future.succeededFuture(denied)));
        assertThat(trouble).isEqualTo(new Trouble(Trouble.Reason.CredentialsMissing, "Secret \"x\" is not there."));
    }

    @Test
    void whatAUserMayNotAskStaysOpen() {
        RedisCommands.send(redis, "ACL", "SETUSER", "narrow", "on", ">" + PASSWORD, "~qstats:*", "+ping", "+hgetall");
        var order = new CacheOrder("o-1", List.of("public.orders"), List.of(), List.of());
        Reading.Answered answer = answered(probe.read(
                new Question(standalone(redis.port()), KEYS, List.of(order)),
                () -> granted("narrow", PASSWORD),
                PATIENCE));
        assertThat(answer.statistics()).isEmpty();
        assertThat(answer.report()).isNull();
        assertThat(answer.keys()).isNull();
        assertThat(answer.refused()).containsExactlyInAnyOrder("INFO", "SCAN");
        assertThat(answer.done()).isEmpty();
        assertThat(answer.undone()).contains("o-1").contains("NOPERM");
        RedisCommands.send(redis, "ACL", "SETUSER", "none", "on", ">" + PASSWORD);
        probe.reconnect();
        Reading.Answered nothing = answered(read(standalone(redis.port()), granted("none", PASSWORD)));
        assertThat(nothing.refused()).containsExactlyInAnyOrder("HGETALL", "INFO", "SCAN");
    }

    @Test
    void whatIsNoRedisIsSaid() throws IOException {
        try (var http = new ServerSocket(0)) {
            answering(http, "HTTP/1.1 400 Bad Request\r\n\r\n");
            assertThat(trouble(read(standalone(http.getLocalPort()), open())).reason())
                    .isEqualTo(Trouble.Reason.NotRedis);
        }
        try (var closing = new ServerSocket(0)) {
            answering(closing, "");
            assertThat(trouble(read(standalone(closing.getLocalPort()), open())).message())
                    .contains("it is no Redis, or it wants TLS");
        }
        assertThat(trouble(read(standalone(Ports.reserve()), open())).reason())
                .isEqualTo(Trouble.Reason.ConnectionRefused);
        var nowhere = new RedisTarget(Mode.STANDALONE, List.of(new Server("no-such-host.invalid", 6379)), null, 0);
        assertThat(trouble(read(nowhere, open())).reason()).isEqualTo(Trouble.Reason.UnknownHost);
    }

    @Test
    void tlsIsUsedAndChecked(@TempDir Path folder) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("redis-test");
        Certificate certificate = authority.server(List.of("127.0.0.1", "localhost"));
        int port = Ports.reserve();
        Files.writeString(folder.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
        Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
        try (var secure = RedisServer.with(
                        "tls-port " + port,
                        "tls-cert-file " + folder.resolve("tls.crt"),
                        "tls-key-file " + folder.resolve("tls.key"),
                        "tls-ca-cert-file " + folder.resolve("ca.crt"),
                        "tls-auth-clients no")
                .start()) {
            answered(read(standalone(port), tls(authority.certificatePem())));
            probe.reconnect();
            Trouble unknown = trouble(read(standalone(port), tls(null)));
            assertThat(unknown.reason()).isEqualTo(Trouble.Reason.CertificateRejected);
            assertThat(unknown.message()).contains("spec.redis.tls.caSecret");
            var byName = new RedisTarget(Mode.STANDALONE, List.of(new Server("127.0.0.2", port)), null, 0);
            assertThat(trouble(read(byName, tls(authority.certificatePem()), SHORT))
                            .reason())
                    .isIn(Trouble.Reason.CertificateRejected, Trouble.Reason.ConnectionRefused);
            Trouble plain = trouble(read(standalone(port), open(), SHORT));
            assertThat(plain.reason()).isIn(Trouble.Reason.ConnectionLost, Trouble.Reason.NotRedis);
            assertThat(trouble(read(standalone(secure.port()), tls(authority.certificatePem()), SHORT))
                            .reason())
                    .isIn(Trouble.Reason.CertificateRejected, Trouble.Reason.Timeout, Trouble.Reason.ConnectionLost);
        } finally {
            Ports.release(port);
        }
    }

    @Test
    void aServerThatIsNearlyFullStillTakesInvalidations() {
        try (var full = RedisServer.with("maxmemory 10mb", "maxmemory-policy noeviction")
                .start()) {
            RedisCommands.send(full, "SET", "qcache:{shop/orders}:v:t:home", "1");
            String filler = "x".repeat(100_000);
            String last = "";
            for (int i = 0; i < 200 && !last.contains("OOM"); i++) {
                last = RedisCommands.send(full, "SET", "filler:" + i, filler);
            }
            assertThat(last).contains("OOM");
            var order = new CacheOrder("o-1", List.of(), List.of("home"), List.of());
            Reading.Answered answer = answered(
                    probe.read(new Question(standalone(full.port()), KEYS, List.of(order)), () -> open(), PATIENCE));
            assertThat(answer.done()).containsExactly("o-1");
            assertThat(answer.report()).satisfies(report -> {
                assertThat(report.evicts()).isFalse();
                assertThat(report.maxBytes()).isEqualTo(10 << 20);
                assertThat(report.usedBytes()).isGreaterThan(report.maxBytes() * 9 / 10);
            });
        }
    }

    @Test
    void theMasterIsFoundThroughSentinelAndAReplicaIsToldFromIt() {
        try (var replica = RedisServer.replicaOf(redis).start();
                var sentinel = RedisSentinel.watching("cache", redis)) {
            var target = new RedisTarget(
                    Mode.SENTINEL,
                    List.of(new Server("127.0.0.1", Ports.reserve()), new Server("127.0.0.1", sentinel.port())),
                    "cache",
                    0);
            assertThat(answered(read(target, open())).server()).isEqualTo("127.0.0.1:" + redis.port());
            var unknown = new RedisTarget(Mode.SENTINEL, target.servers(), "other", 0);
            assertThat(trouble(read(unknown, open())).reason()).isEqualTo(Trouble.Reason.MasterUnknown);
            Reading.Answered answer = answered(read(standalone(replica.port()), open()));
            assertThat(answer.report())
                    .satisfies(report -> assertThat(report.master()).isFalse());
        }
    }

    @Test
    void theNodeThatOwnsTheSlotIsFoundInACluster() {
        try (var one = RedisServer.with("cluster-enabled yes").start();
                var two = RedisServer.with("cluster-enabled yes").start()) {
            RedisCommands.joinCluster(one, two);
            for (RedisServer asked : List.of(one, two)) {
                var target = new RedisTarget(Mode.CLUSTER, List.of(new Server("127.0.0.1", asked.port())), null, 0);
                Reading.Answered answer = answered(read(target, open()));
                // The slot of shop/orders is 13887, which the second node owns.
                assertThat(answer.server()).isEqualTo("127.0.0.1:" + two.port());
                probe.reconnect();
            }
        }
    }

    private static void answering(ServerSocket server, String answer) {
        Thread thread = new Thread(
                () -> {
                    try (var socket = server.accept()) {
                        int read = socket.getInputStream().read(new byte[1024]);
                        assertThat(read).isPositive();
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "answering");
        thread.setDaemon(true);
        thread.start();
    }

    private static RedisTarget standalone(int port) {
        return new RedisTarget(Mode.STANDALONE, List.of(new Server("127.0.0.1", port)), null, 0);
    }

    private static Question question(RedisTarget target) {
        return new Question(target, KEYS, List.of());
    }

    private Reading read(RedisTarget target, Future<AccessResult> access) {
        return read(target, access, PATIENCE);
    }

    private Reading read(RedisTarget target, Future<AccessResult> access, Duration timeout) {
        return result(probe.read(question(target), () -> access, timeout));
    }

    private static Future<AccessResult> open() {
        return granted("", "");
    }

    private static Future<AccessResult> granted(String user, String password) {
        return Future.succeededFuture(new AccessResult.Granted(new Access(user, password, PLAIN)));
    }

    private static Future<AccessResult> tls(@Nullable String ca) {
        return Future.succeededFuture(
                new AccessResult.Granted(new Access("", "", new Access.Tls(TlsMode.VERIFY_FULL, ca, null, null))));
    }

    private static Reading.Answered answered(Future<Reading> reading) {
        return answered(result(reading));
    }

    private static Reading.Answered answered(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Answered.class);
        return (Reading.Answered) reading;
    }

    private static Trouble trouble(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Failed.class);
        return ((Reading.Failed) reading).trouble();
    }

    private static Reading result(Future<Reading> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
