package dev.sluice.routing.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmoothWeightedTest extends BalancerContract {

    @Override
    Balancer over(List<Candidate> candidates) {
        return SmoothWeighted.over(candidates, 0);
    }

    @Override
    void assertShares(int[] weights, int[] counts) {
        int sum = Arrays.stream(weights).sum();
        int total = Arrays.stream(counts).sum();
        assertThat(counts)
                .isEqualTo(Arrays.stream(weights).map(w -> w * total / sum).toArray());
    }

    @Test
    void theSequenceIsTheOneOfNginx() {
        assertThat(sequence(over(5, 1, 1), 7)).isEqualTo("aabacaa");
        assertThat(sequence(over(4, 2, 1), 7)).isEqualTo("abacaba");
        assertThat(sequence(over(1, 1, 1), 6)).isEqualTo("abcabc");
        assertThat(sequence(over(1000, 1000), 4)).isEqualTo("abab");
        assertThat(sequence(over(0, 3), 3)).isEqualTo("bbb");
    }

    @Test
    void anyWindowOfTheSumOfWeightsHoldsEachCandidateExactlyByItsWeight() {
        SplittableRandom random = new SplittableRandom(42);
        for (int run = 0; run < 200; run++) {
            int[] weights = random.ints(random.nextInt(1, 9), 0, run % 3 == 0 ? 1001 : 8)
                    .toArray();
            int sum = Arrays.stream(weights).sum();
            if (sum == 0) {
                continue;
            }
            Balancer balancer = over(weights);
            int skipped = random.nextInt(sum);
            IntStream.range(0, skipped).forEach(i -> balancer.next(c -> true));
            int[] counts = new int[weights.length];
            IntStream.range(0, sum).forEach(i -> counts[balancer.next(c -> true)]++);
            assertThat(counts)
                    .as("weights %s after %d", Arrays.toString(weights), skipped)
                    .isEqualTo(weights);
        }
    }

    @Test
    void weightsOfAHugeSumKeepTheirShares() {
        int[] weights =
                IntStream.range(0, 200).map(i -> i == 0 ? 1 : 991 + i % 10).toArray();
        Balancer balancer = over(weights);
        int[] counts = new int[weights.length];
        IntStream.range(0, 1_000_000).forEach(i -> counts[balancer.next(c -> true)]++);
        double sum = Arrays.stream(weights).sum();
        for (int i = 1; i < weights.length; i++) {
            assertThat(counts[i] / 1_000_000.0)
                    .isCloseTo(weights[i] / sum, org.assertj.core.api.Assertions.within(0.0001));
        }
        assertThat(counts[0]).isPositive();
    }

    @Test
    void anOffsetBeginsElsewhereInTheSameSequence() {
        List<Candidate> candidates = List.of(new Candidate("a", 5), new Candidate("b", 1), new Candidate("c", 1));
        assertThat(sequence(SmoothWeighted.over(candidates, 2), 7)).isEqualTo("bacaaaa");
    }

    private static String sequence(Balancer balancer, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf((char) ('a' + balancer.next(c -> true))))
                .collect(Collectors.joining());
    }
}
