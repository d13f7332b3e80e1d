package dev.sluice.routing.cache.it;

import dev.sluice.testing.redis.RedisServer;

/**
 * How often a server has been asked, also by scripts, since it was started.
 *
 * @param get of single entries, by whatever command
 * @param getex those of which the answer proves that a primary gave it
 */
record Calls(long get, long getex, long mget, long evalsha) {

    static Calls of(RedisServer redis) {
        String statistics = RedisKeys.ask(redis.uri(), commands -> commands.info("commandstats"));
        long getex = calls(statistics, "getex");
        return new Calls(
                calls(statistics, "get") + getex, getex, calls(statistics, "mget"), calls(statistics, "evalsha"));
    }

    /** Those of some work. */
    static Calls of(RedisServer redis, Runnable work) {
        Calls before = of(redis);
        work.run();
        return of(redis).since(before);
    }

    Calls since(Calls before) {
        return new Calls(get - before.get, getex - before.getex, mget - before.mget, evalsha - before.evalsha);
    }

    /** Whether nothing was asked for but so many entries, each by itself. */
    boolean only(long entries) {
        return get == entries && mget == 0 && evalsha == 0;
    }

    /** Whether nothing was asked for but so many entries, each with the versions that it depends on. */
    boolean onlyWithVersions(long entries) {
        return get == 0 && mget == entries && evalsha == 0;
    }

    private static long calls(String statistics, String command) {
        String begin = "cmdstat_" + command + ":calls=";
        return statistics
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToLong(line -> Long.parseLong(line.substring(begin.length(), line.indexOf(','))))
                .sum();
    }
}
