package dev.sluice.routing.balance;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chooses the next of a fixed set of candidates. An instance lives as long as the set does. Thread-safe, without a lock
 * and without allocation.
 */
public interface Balancer {

    /** What {@link #next} gives when there is nobody to choose. */
    int NONE = -1;

    /**
     * Chooses a candidate.
     *
     * @param allowed which candidates may be chosen
     * @return its index, or {@link #NONE} when none of those with a weight is allowed
     */
    int next(IntPredicate allowed);

    /** Makes a balancer for each new set of candidates. */
    @FunctionalInterface
    interface Policy {

        /**
         * A balancer for these candidates.
         *
         * @param candidates a candidate's index here is what the balancer gives
         */
        Balancer over(List<Candidate> candidates);
    }
}
