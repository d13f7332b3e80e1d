package dev.sluice.testing.process;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.redis.RedisServer;

/** Run in a JVM of its own, which {@link OrphanGuardIT} kills: starts servers, suspends one, and waits. */
final class Orphans {

    private Orphans() {}

    public static void main(String[] arguments) throws InterruptedException {
        RedisServer.open().start().suspend();
        PostgresReplicaSet set = PostgresReplicaSet.builder().replicas(1).start();
        set.server("replica-1").suspend();
        System.out.println("started");
        System.out.flush();
        if (arguments.length > 0) {
            System.exit(0);
        }
        Thread.sleep(600_000);
    }
}
