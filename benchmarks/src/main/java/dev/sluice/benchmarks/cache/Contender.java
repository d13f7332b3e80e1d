package dev.sluice.benchmarks.cache;

import java.util.function.Supplier;

/** A cache of orders in Redis, as an application would use it. Thread-safe. */
interface Contender extends AutoCloseable {

    /** How it is called in the tables. */
    String name();

    /** The value of a key, loaded and stored when there is none. */
    Order get(String key, Supplier<Order> loader);

    /** Makes one entry wrong. */
    void invalidate(String key);

    /** Makes all entries wrong, by what they have in common: a tag, or being in one map or cache. */
    void invalidateAll();

    @Override
    void close();
}
