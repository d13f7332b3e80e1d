package dev.sluice.routing.balance;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * Smooth weighted round robin, as nginx does it: weights 5, 1, 1 give a a b a c a a.
 *
 * <p>At each step every candidate gains its weight, the one with the most is chosen and pays the sum of all weights
 * (<a href="https://github.com/phusion/nginx/commit/27e94984486058d73157038f7950a0a36ecc6e35">nginx 27e9498</a>). The
 * sequence repeats after the sum of the weights divided by their greatest common divisor, and holds each candidate in
 * proportion to its weight within each such window, wherever the window begins. So the whole cycle is computed once, at
 * O(cycle × candidates), and a choice is one atomic increment and one array read: no lock, exact under concurrency.
 *
 * <p>The cycle has at most {@value #LONGEST_CYCLE} steps; weights of a larger sum are scaled down to that, none of them to
 * zero, and are then kept to within 1 : {@value #LONGEST_CYCLE}.
 */
public final class SmoothWeighted implements Balancer {

    static final int LONGEST_CYCLE = 65_536;

    private final short[] cycle;
    private final int size;
    private final AtomicLong steps;

    private SmoothWeighted(short[] cycle, int size, long start) {
        this.cycle = cycle;
        this.size = size;
        this.steps = new AtomicLong(start);
    }

    /**
     * A balancer over candidates.
     *
     * @param start at which step of the cycle to begin, 0 or more; instances that begin at different steps don't all
     *     send their first read to the same candidate
     */
    public static SmoothWeighted over(List<Candidate> candidates, long start) {
        if (start < 0 || candidates.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("start is " + start + ", candidates are " + candidates.size());
        }
        return new SmoothWeighted(
                cycle(reduced(candidates.stream().mapToInt(Candidate::weight).toArray())), candidates.size(), start);
    }

    @Override
    public int next(IntPredicate allowed) {
        if (cycle.length == 0) {
            return NONE;
        }
        int chosen = step();
        if (allowed.test(chosen)) {
            return chosen;
        }
        // Rare: only while a call avoids what it has tried already. Every candidate occurs within one cycle, so when
        // as many steps as there are candidates did not find one, look through the cycle without stepping on.
        for (int i = 0; i < size; i++) {
            chosen = step();
            if (allowed.test(chosen)) {
                return chosen;
            }
        }
        for (short candidate : cycle) {
            if (allowed.test(candidate)) {
                return candidate;
            }
        }
        return NONE;
    }

    private int step() {
        return cycle[(int) (steps.getAndIncrement() % cycle.length)];
    }

    private static int[] reduced(int[] weights) {
        int divisor = 0;
        long sum = 0;
        for (int weight : weights) {
            divisor = gcd(divisor, weight);
            sum += weight;
        }
        int[] reduced = new int[weights.length];
        long total = divisor == 0 ? 0 : sum / divisor;
        for (int i = 0; i < weights.length; i++) {
            long exact = divisor == 0 ? 0 : weights[i] / divisor;
            reduced[i] = (int) (total <= LONGEST_CYCLE || exact == 0 ? exact : scaled(exact, total, weights.length));
        }
        return reduced;
    }

    private static long scaled(long weight, long total, int candidates) {
        return Math.max(1, weight * (LONGEST_CYCLE - candidates) / total);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static short[] cycle(int[] weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        short[] cycle = new short[sum];
        long[] current = new long[weights.length];
        for (int step = 0; step < sum; step++) {
            int best = 0;
            for (int i = 0; i < weights.length; i++) {
                current[i] += weights[i];
                if (current[i] > current[best]) {
                    best = i;
                }
            }
            current[best] -= sum;
            cycle[step] = (short) best;
        }
        return cycle;
    }
}
