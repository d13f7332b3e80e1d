package dev.sluice.benchmarks.cache;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** Times of calls, by a clock that costs about 25 ns. */
final class Measure {

    /** Blocks of the same calls, of which the middle one counts. */
    private static final int BLOCKS = 11;

    /** So many rounds, in each of which all have a turn: what the machine does beside it disturbs all alike. */
    private static final int TURNS = 100;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Measure() {}

    /** Nanoseconds of the middle one and of the slowest but one in a hundred. */
    record Latency(double p50, double p99) {

        private static Latency of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Latency(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
        }
    }

    /**
     * Nanoseconds of processor time of a call that waits for nothing and is too short for the clock: the mean of a block,
     * and the middle one of many blocks.
     */
    static double nanosOfShort(int calls, IntConsumer call) {
        run(calls * 4, call);
        double[] blocks = new double[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            run(calls, call);
            blocks[i] = (THREADS.getCurrentThreadCpuTime() - begun) / (double) calls;
        }
        Arrays.sort(blocks);
        return blocks[BLOCKS / 2];
    }

    /** Times of each call of each of these, in turns. */
    static List<Latency> latencies(int callsOfATurn, List<IntConsumer> calls) {
        calls.forEach(call -> run(callsOfATurn * 10, call));
        List<long[]> nanos = new ArrayList<>();
        calls.forEach(call -> nanos.add(new long[TURNS * callsOfATurn]));
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < calls.size(); i++) {
                time(calls.get(i), nanos.get(i), turn * callsOfATurn, callsOfATurn);
            }
        }
        return nanos.stream().map(Latency::of).toList();
    }

    private static void time(IntConsumer call, long[] into, int from, int count) {
        for (int i = from; i < from + count; i++) {
            long begun = System.nanoTime();
            call.accept(i);
            into[i] = System.nanoTime() - begun;
        }
    }

    private static void run(int count, IntConsumer call) {
        for (int i = 0; i < count; i++) {
            call.accept(i);
        }
    }

    /** Calls a second by so many threads together. */
    static double throughput(int threads, Duration length, IntConsumer call) {
        LongAdder done = new LongAdder();
        long begun = System.nanoTime();
        together(threads, thread -> {
            for (int i = thread * 7919; System.nanoTime() - begun < length.toNanos(); i++) {
                call.accept(i & Integer.MAX_VALUE);
                done.increment();
            }
        });
        return done.sum() / ((System.nanoTime() - begun) / 1e9);
    }

    /** Runs work on so many threads and waits for all; what one throws is thrown. */
    static void together(int threads, IntConsumer work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(Executors.callable(() -> work.accept(number)));
            }
            for (Future<Object> task : pool.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a measurement has failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
