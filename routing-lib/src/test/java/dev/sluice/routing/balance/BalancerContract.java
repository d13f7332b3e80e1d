package dev.sluice.routing.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every balancer keeps to. */
abstract class BalancerContract {

    /** A balancer over candidates with these weights, in this order. */
    abstract Balancer over(List<Candidate> candidates);

    final Balancer over(int... weights) {
        return over(IntStream.range(0, weights.length)
                .mapToObj(i -> new Candidate("c" + i, weights[i]))
                .toList());
    }

    @Test
    void nobodyIsChosenAmongNone() {
        assertThat(over(List.of()).next(i -> true)).isEqualTo(Balancer.NONE);
        assertThat(over(0, 0).next(i -> true)).isEqualTo(Balancer.NONE);
    }

    @Test
    void whoIsNotAllowedOrHasNoWeightIsNeverChosen() {
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 300; run++) {
            int[] weights = random.ints(random.nextInt(1, 8), 0, 6).toArray();
            Balancer balancer = over(weights);
            for (int i = 0; i < 50; i++) {
                int allowed = random.nextInt(1 << weights.length);
                int chosen = balancer.next(c -> (allowed >> c & 1) == 1);
                boolean anybody =
                        IntStream.range(0, weights.length).anyMatch(c -> weights[c] > 0 && (allowed >> c & 1) == 1);
                if (anybody) {
                    assertThat(weights[chosen]).isPositive();
                    assertThat(allowed >> chosen & 1).isOne();
                } else {
                    assertThat(chosen).isEqualTo(Balancer.NONE);
                }
            }
        }
    }

    @Test
    void severalThreadsLoseNoChoice() throws InterruptedException {
        int[] weights = {7, 2, 1};
        Balancer balancer = over(weights);
        AtomicIntegerArray counts = new AtomicIntegerArray(weights.length);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 25_000; i++) {
                        counts.incrementAndGet(balancer.next(c -> true));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(IntStream.range(0, weights.length).map(counts::get).sum()).isEqualTo(100_000);
        assertThat(Arrays.stream(weights).sum()).isEqualTo(10);
        assertShares(
                weights, IntStream.range(0, weights.length).map(counts::get).toArray());
    }

    /** How near to the weights the counts of many choices must be. */
    abstract void assertShares(int[] weights, int[] counts);
}
