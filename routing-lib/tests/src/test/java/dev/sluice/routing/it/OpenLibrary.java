package dev.sluice.routing.it;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Two replicas for all tests of a class, and for each test the library, opened anew; afterwards all servers run again. */
abstract class OpenLibrary {

    static PostgresReplicaSet set;
    RoutingDataSource library;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        set.primary().execute("CREATE TABLE t (id int)");
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @BeforeEach
    void open() {
        library = Libraries.open(set, Documents.of(set, Documents.POLICY));
    }

    @AfterEach
    void close() {
        library.close();
        set.servers().forEach(PostgresServer::start);
        set.awaitReplication();
    }
}
