package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import dev.sluice.testing.redis.ServerClock;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Readers, writers and faults at random, for a bounded time. What each thread wants to do follows from the seed, which is
 * printed; {@code -Dsluice.seed=…} repeats that, and not how the threads are interleaved.
 */
class RandomHistoryIT {

    private static final int KEYS = 12;
    private static final int MODELS = 4;
    private static final int TAGS = 3;
    private static final int CACHES = 3;
    private static final int READERS = 3;
    private static final Duration LENGTH = Duration.ofSeconds(25);

    private static final Duration CALM = Duration.ofSeconds(4);

    private static final Duration BOUND = Duration.ofSeconds(1);

    private static final CacheSettings SETTINGS = CacheSettings.DEFAULT
            .withLease(Duration.ofMillis(300))
            .withWaitLimit(Duration.ofSeconds(2))
            .withBeta(1);
    private static final RedisSettings REDIS = RedisSettings.DEFAULT.withCommandTimeout(Duration.ofMillis(150));

    private final long seed = Long.getLong("sluice.seed", System.nanoTime());
    private final History keys = new History(KEYS);
    private final History models = new History(MODELS);
    private final History tags = new History(TAGS);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private Optional<ServerClock> clock = Optional.empty();
    private long tolerance;
    private long hits;
    private long nearHits;
    private volatile boolean over;

    /** What is cached: a number of the key, of its model, and of its tag. */
    record Value(long key, long model, long tag, String padding) {}

    private static final class Instance {
        final TcpProxy proxy;
        final CacheSettings settings;
        volatile QueryCache cache;

        Instance(TcpProxy proxy, CacheSettings settings) {
            this.proxy = proxy;
            this.settings = settings;
            this.cache = open();
        }

        QueryCache open() {
            return QueryCache.open(RedisLocation.standalone(proxy.host(), proxy.port()), Caches.NAME, REDIS, settings);
        }
    }

    @Test
    void noReadIsOlderThanTheLastAcknowledgedInvalidation() throws Exception {
        run(SETTINGS);
        tellWhetherTheClockWasSet();
    }

    @Test
    void withValuesInTheProcessNoReadIsOlderThanThatByMoreThanTheBound() throws Exception {
        tolerance = BOUND.toNanos();
        run(SETTINGS.withNearEntries(1000).withNearBound(BOUND));
        assertThat(nearHits).isPositive();
        tellWhetherTheClockWasSet();
    }

    /** A run without it counts as left out, also where it has found nothing. */
    private void tellWhetherTheClockWasSet() {
        assumeThat(clock)
                .as("the server's clock is set, which needs Linux and a C compiler (cc); all else has been tested")
                .isPresent();
    }

    private void run(CacheSettings settings) throws Exception {
        LoggerFactory.getLogger(RandomHistoryIT.class).info("-Dsluice.seed={}", seed);
        clock = ServerClock.make();
        try (RedisServer redis =
                clock.map(RedisServer::withClock).orElseGet(RedisServer::open).start()) {
            List<Instance> instances = new ArrayList<>();
            for (int i = 0; i < CACHES; i++) {
                instances.add(new Instance(TcpProxy.to(redis.host(), redis.port()), settings));
            }
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                List<Future<?>> all = new ArrayList<>();
                int number = 0;
                for (Instance instance : instances) {
                    for (int i = 0; i < READERS; i++) {
                        Random random = new Random(seed + number++);
                        all.add(threads.submit(() -> read(instance, random)));
                    }
                    Random random = new Random(seed + number++);
                    all.add(threads.submit(() -> write(instance, random)));
                }
                trouble(redis, instances, new Random(seed + number));
                over = true;
                for (Future<?> each : all) {
                    each.get(60, TimeUnit.SECONDS);
                }
                check(instances);
                oneLoadForEachLease(redis, instances, threads, new Random(seed + number + 1));
            } finally {
                over = true;
                threads.shutdownNow();
                instances.forEach(instance -> {
                    instance.cache.close();
                    instance.proxy.close();
                });
            }
        }
    }

    /** While nothing is wrong, who has no right to load does not load, and nobody has the right of another one. */
    private void oneLoadForEachLease(
            RedisServer redis, List<Instance> instances, ExecutorService threads, Random random) throws Exception {
        RedisKeys.ask(redis.uri(), commands -> commands.configSet("maxmemory", "0"));
        instances.forEach(instance -> Poll.until(
                "nothing is wrong any more",
                Duration.ofMinutes(1),
                () -> instance.cache.statistics().inUse()
                        && instance.cache.statistics().undelivered() == 0
                        && instance.cache.invalidateKeys("none")));
        long bypasses = bypasses(instances);
        AtomicLongArray loads = new AtomicLongArray(KEYS);
        try (Leases leases = new Leases(redis)) {
            long end = System.nanoTime() + CALM.toNanos();
            List<Future<?>> all = new ArrayList<>();
            for (Instance instance : instances) {
                for (int i = 0; i < READERS; i++) {
                    Random own = new Random(random.nextLong());
                    all.add(threads.submit(() -> {
                        while (System.nanoTime() < end) {
                            readCalmly(instance.cache, own, loads);
                        }
                    }));
                }
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
            // An answer that has come too late counts as none: who gets it loads without the right.
            Poll.until(
                    "no key is loaded more often than the right to it is given, seed " + seed + ", loads " + loads,
                    Duration.ofSeconds(20),
                    () -> unleased(loads, leases) <= bypasses(instances) - bypasses);
            assertThat(leases.doubles()).as("seed %d", seed).isEmpty();
            assertThat(IntStream.range(0, KEYS).mapToLong(loads::get).sum()).isGreaterThan(KEYS);
        }
    }

    private void readCalmly(QueryCache cache, Random random, AtomicLongArray loads) {
        int key = random.nextInt(KEYS);
        if (random.nextInt(20) == 0) {
            Change change = random.nextBoolean()
                    ? Change.keys(List.of("calm" + key))
                    : Change.models(List.of("m" + key % MODELS));
            cache.invalidate(change);
        }
        int millis = random.nextInt(8);
        cache.get("calm" + key, OPTIONS.get(key), () -> {
            loads.incrementAndGet(key);
            pause(millis);
            return new Value(0, 0, 0, "");
        });
    }

    private static long unleased(AtomicLongArray loads, Leases leases) {
        return IntStream.range(0, KEYS)
                .mapToLong(key -> Math.max(0, loads.get(key) - leases.given("calm" + key)))
                .sum();
    }

    private static long bypasses(List<Instance> instances) {
        return instances.stream()
                .flatMap(instance -> instance.cache.statistics().rules().stream())
                .mapToLong(RuleStatistics::bypasses)
                .sum();
    }

    private void check(List<Instance> instances) {
        assertThat(violations).as("seed %d", seed).isEmpty();
        // The faults must have left room for the cache to work, and have been in its way.
        assertThat(reads).hasValueGreaterThan(1000);
        assertThat(acknowledged).hasValueGreaterThan(50);
        assertThat(lost).hasPositiveValue();
        instances.forEach(instance -> count(instance.cache));
        assertThat(hits).isGreaterThan(100);
    }

    private void count(QueryCache cache) {
        for (RuleStatistics rule : cache.statistics().rules()) {
            hits += rule.hits();
            nearHits += rule.nearHits();
        }
    }

    private void read(Instance instance, Random random) {
        while (!over) {
            int key = random.nextInt(KEYS);
            int model = key % MODELS;
            int tag = key % TAGS;
            ReadOptions<Value> options = OPTIONS.get(key);
            long since = System.nanoTime() - tolerance;
            long keyFloor = keys.floor(key, since);
            long modelFloor = models.floor(model, since);
            long tagFloor = tags.floor(tag, since);
            Value value;
            try {
                value = instance.cache.get("k" + key, options, () -> load(key, random));
            } catch (IOException expected) {
                continue;
            }
            reads.incrementAndGet();
            if (value == null || value.key() < keyFloor || value.model() < modelFloor || value.tag() < tagFloor) {
                violations.add("k" + key + " is "
                        + (value == null ? "null" : value.key() + "/" + value.model() + "/" + value.tag())
                        + ", expected at least " + keyFloor + "/" + modelFloor + "/" + tagFloor);
            }
            pause(random.nextInt(4));
        }
    }

    private Value load(int key, Random random) throws IOException {
        // Both may run on a thread of the cache, with a random of a reader: only what is drawn is shared.
        int dice = random.nextInt(100);
        Value read = new Value(
                keys.read(key), models.read(key % MODELS), tags.read(key % TAGS), "x".repeat(random.nextInt(1500)));
        pause(dice < 10 ? 400 : dice % 8);
        if (dice >= 95) {
            throw new IOException("the database is down");
        }
        return read;
    }

    private void write(Instance instance, Random random) {
        while (!over) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int key = random.nextInt(KEYS);
                    acknowledge(keys, key, instance.cache, Change.keys(List.of("k" + key)));
                }
                case 1 -> {
                    int model = random.nextInt(MODELS);
                    acknowledge(models, model, instance.cache, Change.models(List.of("m" + model)));
                }
                default -> {
                    int tag = random.nextInt(TAGS);
                    acknowledge(tags, tag, instance.cache, Change.tags(List.of("t" + tag)));
                }
            }
            pause(random.nextInt(40));
        }
    }

    private void acknowledge(History history, int row, QueryCache cache, Change change) {
        long number = history.write(row);
        if (cache.invalidate(change)) {
            history.acknowledge(row, number);
            acknowledged.incrementAndGet();
        } else {
            lost.incrementAndGet();
        }
    }

    private void trouble(RedisServer redis, List<Instance> instances, Random random) {
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            Instance instance = instances.get(random.nextInt(CACHES));
            switch (random.nextInt(12)) {
                case 10, 11 -> {
                    Duration ahead = Duration.ofSeconds(random.nextInt(7200) - 3600);
                    clock.ifPresent(of -> of.set(ahead));
                }
                case 0 -> {
                    instance.proxy.cut();
                    pause(300);
                    instance.proxy.restore();
                }
                case 1 -> {
                    instance.proxy.hang();
                    // Longer than values in the process are given out without a proof, as well as shorter.
                    pause(random.nextBoolean() ? 500 : 2 * (int) BOUND.toMillis());
                    instance.proxy.restore();
                }
                case 2 -> {
                    instance.proxy.delay(Duration.ofMillis(20 + random.nextInt(60)));
                    pause(500);
                    instance.proxy.delay(Duration.ZERO);
                }
                case 3 -> {
                    boolean withData = random.nextBoolean();
                    if (withData) {
                        // What comes until it is killed is lost, as in a crash.
                        redis.save();
                    }
                    pause(random.nextInt(100));
                    redis.kill();
                    pause(200);
                    if (withData) {
                        redis.startWithData();
                    } else {
                        redis.start();
                    }
                }
                case 4 -> {
                    redis.suspend();
                    pause(400);
                    redis.resume();
                }
                case 5, 6 -> {
                    // Whatever it was loading is abandoned, as in a crash.
                    QueryCache crashed = instance.cache;
                    instance.cache = instance.open();
                    count(crashed);
                    crashed.close();
                }
                case 7 -> RedisKeys.ask(redis.uri(), commands -> commands.flushall());
                default -> RedisKeys.ask(redis.uri(), RandomHistoryIT::starve);
            }
            pause(300 + random.nextInt(700));
        }
    }

    /** Leaves room for a few entries, so that entries, versions and leases are evicted. */
    private static String starve(RedisCommands<String, String> commands) {
        commands.configSet("maxmemory", "0");
        long used = commands.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElseThrow();
        commands.configSet("maxmemory-policy", "allkeys-lru");
        return commands.configSet("maxmemory", Long.toString(used + 4096));
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final List<ReadOptions<Value>> OPTIONS = options();

    private static List<ReadOptions<Value>> options() {
        List<ReadOptions<Value>> all = new ArrayList<>();
        ReadOptions<Value> value = ReadOptions.of(Value.class);
        for (int key = 0; key < KEYS; key++) {
            ReadOptions<Value> options = value.ttl(Duration.ofMillis(key % 2 == 0 ? 200 : 10_000))
                    .models("m" + key % MODELS)
                    .tags("t" + key % TAGS);
            all.add(
                    key % 3 == 0
                            ? options.staleWhileRevalidate(Duration.ofSeconds(2))
                                    .staleIfError(Duration.ofSeconds(5))
                            : options);
        }
        return all;
    }
}
