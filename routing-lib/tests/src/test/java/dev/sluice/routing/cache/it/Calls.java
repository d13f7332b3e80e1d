package dev.sluice.routing.cache.it;

import dev.sluice.testing.redis.RedisServer;

/** How often a server has been asked, also by scripts, since it was started. */
record Calls(long get, long mget, long evalsha) {

    static Calls of(RedisServer redis) {
        String statistics = RedisKeys.ask(redis.uri(), commands -> commands.info("commandstats"));
        return new Calls(calls(statistics, "get"), calls(statistics, "mget"), calls(statistics, "evalsha"));
    }

    /** Those of some work. */
    static Calls of(RedisServer redis, Runnable work) {
        Calls before = of(redis);
        work.run();
        return of(redis).since(before);
    }

    Calls since(Calls before) {
        return new Calls(get - before.get, mget - before.mget, evalsha - before.evalsha);
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
