package dev.sluice.routing.balance;

/**
 * One that can be chosen.
 *
 * @param name for messages and ties
 * @param weight its share, 0 or more; 0 means that it is never chosen
 */
public record Candidate(String name, int weight) {

    public Candidate {
        if (weight < 0) {
            throw new IllegalArgumentException("weight of " + name + " is " + weight + ", expected 0 or more");
        }
    }
}
