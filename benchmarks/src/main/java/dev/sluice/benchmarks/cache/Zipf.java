package dev.sluice.benchmarks.cache;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws numbers of which few come often: the one of rank k with a probability in proportion to 1 / k^s, by looking a
 * uniform number up in the sums of these.
 */
final class Zipf {

    private final double[] sums;

    /**
     * Numbers from 0.
     *
     * @param count how many there are
     * @param exponent s
     */
    Zipf(int count, double exponent) {
        sums = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(i + 1, -exponent);
            sums[i] = sum;
        }
    }

    int next(RandomGenerator random) {
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
    }
}
