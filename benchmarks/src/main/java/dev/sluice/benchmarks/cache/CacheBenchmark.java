package dev.sluice.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import dev.sluice.benchmarks.cache.Measure.Latency;
import dev.sluice.testing.redis.RedisServer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The query cache beside Redisson and Spring Cache: the same orders as JSON, in one Redis on this machine, in one run.
 * Prints tables in Markdown. Takes some minutes.
 */
public final class CacheBenchmark {

    private static final int HOT = 1_000;
    private static final String[] KEYS =
            IntStream.range(0, 100_000).mapToObj(i -> "order:" + i).toArray(String[]::new);
    private static final int[] SIZES = {100, 10_000, 100_000};
    private static final int[] THREADS = {1, 16, 64};
    private static final int FILLERS = 16;

    /** Until the compiler is done with what a query passes through. */
    private static final int WARM_UP = 20 * HOT;

    /** The first one behind the others' turns asks the server for its history too: few enough of them not to be the slowest hundredth. */
    private static final int HITS_OF_A_TURN = 2_000;

    private static final int ZIPF_KEYS = 20_000;
    private static final double ZIPF_EXPONENT = 0.99;
    private static final int ZIPF_READS = 200_000;
    private static final int READS_PER_WRITE = 100;
    private static final long SEED = 20261125;

    private final PrintStream out;
    private final PlainRedis plain;

    /** Keeps what was read from being of no use. */
    @Nullable
    Order last;

    private CacheBenchmark(PrintStream out, PlainRedis plain) {
        this.out = out;
        this.plain = plain;
    }

    /** Runs the parts with these names, all of them without one. */
    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT,
                "# %d processors, Java %s, load %.1f%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try (RedisServer redis = RedisServer.open().start();
                PlainRedis plain = new PlainRedis(redis);
                Peers peers = new Peers(redis)) {
            CacheBenchmark benchmark = new CacheBenchmark(System.out, plain);
            Map<String, Runnable> parts = benchmark.parts(redis, peers);
            List<String> wanted = arguments.length == 0 ? List.copyOf(parts.keySet()) : List.of(arguments);
            if (!parts.keySet().containsAll(wanted)) {
                throw new IllegalArgumentException("the parts are " + parts.keySet() + ", not " + wanted);
            }
            wanted.forEach(name -> requireNonNull(parts.get(name)).run());
        }
    }

    private Map<String, Runnable> parts(RedisServer redis, Peers peers) {
        Map<String, Runnable> parts = new LinkedHashMap<>();
        parts.put("near", () -> hitsInTheProcess(peers.near()));
        parts.put("hits", () -> hitsInRedis(peers.remote()));
        parts.put("misses", () -> misses(peers.remote()));
        parts.put("queries", () -> queries(redis));
        parts.put("throughput", () -> throughput(peers));
        parts.put("memory", () -> memory(peers.remote()));
        parts.put("rates", () -> hitRates(peers.remote()));
        parts.put("invalidations", () -> invalidations(peers.remote()));
        return parts;
    }

    private void hitsInTheProcess(List<Contender> near) {
        header("a hit in the process", "mean, target 150 ns");
        for (Contender contender : near) {
            fill(contender, HOT);
            row(contender.name(), format("%.0f ns", Measure.nanosOfShort(500_000, i -> hit(contender, i % HOT))));
        }
    }

    private void hitsInRedis(List<Contender> remote) {
        List<Contender> all = withPlain(remote);
        List<IntConsumer> calls = new ArrayList<>();
        for (Contender contender : all) {
            fill(contender, HOT);
            calls.add(i -> hit(contender, i % HOT));
        }
        calls.forEach(call -> IntStream.range(0, WARM_UP).forEach(call));
        latencies("a hit in Redis", all, Measure.latencies(HITS_OF_A_TURN, calls));
    }

    private void misses(List<Contender> remote) {
        List<Contender> all = withPlain(remote);
        List<IntConsumer> calls = new ArrayList<>();
        for (Contender contender : all) {
            AtomicInteger next = new AtomicInteger();
            String run = "miss:" + contender.name() + ':';
            calls.add(i -> {
                int number = next.incrementAndGet();
                last = contender.get(run + number, () -> Order.of(number));
            });
        }
        latencies("a miss, loaded in no time, and stored", all, Measure.latencies(100, calls));
        plain.flush();
    }

    private void queries(RedisServer redis) {
        try (Queries queries = new Queries(redis, HOT)) {
            List<IntConsumer> calls = List.of(
                    i -> last = queries.sent(i % HOT),
                    i -> last = queries.byHand(i % HOT),
                    i -> last = queries.byItself(i % HOT),
                    i -> last = queries.byItselfNear(i % HOT));
            for (int i = 0; i < WARM_UP; i++) {
                for (IntConsumer call : calls) {
                    call.accept(i);
                }
            }
            long hits = queries.hits();
            List<Latency> latencies = Measure.latencies(100, calls);
            header("a query by its primary key", "p50", "p99");
            List<String> names = List.of(
                    "sent",
                    "a hit by hand",
                    "a hit of the query by itself",
                    "a hit of the query by itself, in the process");
            for (int i = 0; i < names.size(); i++) {
                Latency own = latencies.get(i);
                row(names.get(i), format("%.1f µs", own.p50() / 1000), format("%.1f µs", own.p99() / 1000));
            }
            out.println(format("%nHits meanwhile: %,d", queries.hits() - hits));
        }
        plain.flush();
    }

    private void latencies(String what, List<Contender> all, List<Latency> latencies) {
        header(what, "p50", "p99", "p50 more than plain", "p99 more than plain");
        Latency first = latencies.get(0);
        for (int i = 0; i < all.size(); i++) {
            Latency own = latencies.get(i);
            row(
                    all.get(i).name(),
                    format("%.1f µs", own.p50() / 1000),
                    format("%.1f µs", own.p99() / 1000),
                    format("%+.1f %%", (own.p50() / first.p50() - 1) * 100),
                    format("%+.1f %%", (own.p99() / first.p99() - 1) * 100));
        }
    }

    private void throughput(Peers peers) {
        header("hits a second", "1 thread", "16 threads", "64 threads");
        List<Contender> all = withPlain(peers.remote());
        all.addAll(peers.near());
        for (Contender contender : all) {
            fill(contender, HOT);
            List<String> cells = new ArrayList<>();
            cells.add(contender.name());
            for (int threads : THREADS) {
                cells.add(format(
                        "%,.0f", Measure.throughput(threads, Duration.ofSeconds(2), i -> hit(contender, i % HOT))));
            }
            row(cells.toArray(String[]::new));
        }
    }

    private void memory(List<Contender> remote) {
        int count = SIZES[1];
        header("memory of Redis for each of " + format("%,d", count) + " entries", "bytes");
        for (Contender contender : withPlain(remote)) {
            plain.flush();
            long before = plain.memory();
            fill(contender, count);
            row(contender.name(), format("%.0f", (plain.memory() - before) / (double) count));
        }
        plain.flush();
    }

    private void hitRates(List<Contender> remote) {
        header(
                format(
                        "%,d reads of %,d keys, Zipf %.2f, %d for each invalidation of a key",
                        ZIPF_READS, ZIPF_KEYS, ZIPF_EXPONENT, READS_PER_WRITE),
                "hit rate, target 85 %");
        for (Contender contender : remote) {
            plain.flush();
            Zipf zipf = new Zipf(ZIPF_KEYS, ZIPF_EXPONENT);
            SplittableRandom random = new SplittableRandom(SEED);
            int[] loads = {0};
            for (int i = 0; i < ZIPF_READS; i++) {
                int number = zipf.next(random);
                last = contender.get(KEYS[number], () -> {
                    loads[0]++;
                    return Order.of(number);
                });
                if (i % READS_PER_WRITE == 0) {
                    contender.invalidate(KEYS[zipf.next(random)]);
                }
            }
            row(contender.name(), format("%.1f %%", 100 - 100.0 * loads[0] / ZIPF_READS));
        }
        plain.flush();
    }

    private void invalidations(List<Contender> remote) {
        header("all of so many entries made wrong", "100", "10,000", "100,000");
        for (Contender contender : remote) {
            List<String> cells = new ArrayList<>();
            cells.add(contender.name());
            for (int size : SIZES) {
                cells.add(format("%.2f ms", invalidationMillis(contender, size)));
            }
            row(cells.toArray(String[]::new));
            plain.flush();
        }
    }

    /** The middle one of three times; of one for the most entries, which take long to store. */
    private double invalidationMillis(Contender contender, int size) {
        double[] millis = new double[size > SIZES[1] ? 1 : 3];
        for (int i = 0; i < millis.length; i++) {
            fill(contender, size);
            long begun = System.nanoTime();
            contender.invalidateAll();
            millis[i] = (System.nanoTime() - begun) / 1e6;
            for (int number : new int[] {0, size / 2, size - 1}) {
                boolean[] loaded = {false};
                contender.get(KEYS[number], () -> {
                    loaded[0] = true;
                    return Order.of(number);
                });
                check(loaded[0], contender, "has given out what was invalidated");
            }
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    /** Stores so many entries, and looks whether they are there. */
    private void fill(Contender contender, int count) {
        Measure.together(FILLERS, thread -> {
            for (int i = thread; i < count; i += FILLERS) {
                int number = i;
                contender.get(KEYS[i], () -> Order.of(number));
            }
        });
        for (int i = 0; i < count; i += Math.max(1, count / HOT)) {
            hit(contender, i);
        }
    }

    private void hit(Contender contender, int number) {
        last = contender.get(KEYS[number], CacheBenchmark::lost);
    }

    private static Order lost() {
        throw new IllegalStateException("an entry has been lost");
    }

    private List<Contender> withPlain(List<Contender> others) {
        List<Contender> all = new ArrayList<>();
        all.add(plain);
        all.addAll(others);
        return all;
    }

    private static void check(boolean right, Contender contender, String otherwise) {
        if (!right) {
            throw new IllegalStateException(contender.name() + " " + otherwise);
        }
    }

    private void header(String... cells) {
        out.println();
        row(cells);
        out.println("|" + "---|".repeat(cells.length));
    }

    private void row(String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
