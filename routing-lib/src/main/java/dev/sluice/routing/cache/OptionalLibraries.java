package dev.sluice.routing.cache;

/** What an application that uses the cache adds to its dependencies. */
final class OptionalLibraries {

    private OptionalLibraries() {}

    /** Says what is missing, which the JVM would name by a class only. */
    static void check(CacheSettings settings) {
        need("io.lettuce.core.RedisClient", "io.lettuce:lettuce-core", "the query cache");
        if (settings.nearEntries() > 0) {
            need(
                    "com.github.benmanes.caffeine.cache.Caffeine",
                    "com.github.ben-manes.caffeine:caffeine",
                    "nearEntries of " + settings.nearEntries());
        }
    }

    private static void need(String className, String artifact, String what) {
        try {
            Class.forName(className, false, OptionalLibraries.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    what + " needs " + artifact + ", which is not on the class path; add it to the dependencies", e);
        }
    }
}
