package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests run on the version of PostgreSQL that the build names, and not by mistake on another one. */
@Tag("core")
class PostgresVersionIT {

    @Test
    void theServersAreOfTheNamedVersion() {
        String named = System.getProperty("postgres.version");
        try (var servers = PostgresReplicaSet.builder().replicas(0).start()) {
            assertThat(named).startsWith(servers.primary().majorVersion() + ".");
            assertThat(servers.primary().query("SHOW server_version"))
                    .startsWith(servers.primary().majorVersion() + ".");
        }
    }
}
