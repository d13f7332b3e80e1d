package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/** What is not run, and says why before anything is. */
class VerifyRefusalIT extends ScratchVerify {

    @Test
    void aDatabaseThatHoldsSomethingIsRefusedUnlessItIsNamed() throws Exception {
        String migration = file("V1__a.sql", "CREATE TABLE more (id bigint PRIMARY KEY);\n");
        execute("CREATE TABLE precious (id bigint PRIMARY KEY)");
        assertThat(run(migration)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "the database scratch on ",
                        "(1: public.precious)",
                        "--verify-scratch scratch",
                        "Nothing was run");
        assertThat(query("SELECT to_regclass('more') IS NULL")).isEqualTo("t");
        err.getBuffer().setLength(0);
        assertThat(run("--verify-scratch", "shop", migration)).isEqualTo(2);
        assertThat(err.toString()).contains("--verify-scratch names 'shop', and --verify the database 'scratch'");
        assertThat(run("--verify-scratch", SCRATCH, migration)).isZero();
        assertThat(query("SELECT to_regclass('more') IS NULL")).isEqualTo("f");
    }

    @Test
    void whatReachesBeyondTheDatabaseIsRefusedUnlessItIsNamed() throws Exception {
        String migration = file("V1__a.sql", "CREATE /* all */ ROLE reader;\n");
        assertThat(run(migration)).isEqualTo(2);
        assertThat(err.toString()).contains("V1__a.sql:1:1 has CREATE ROLE, which reaches beyond the database");
        // The login may not do that, and is told so.
        assertThat(run("--verify-scratch", SCRATCH, migration)).isEqualTo(5);
        assertThat(out.toString()).contains("(SQLSTATE 42501)", "take the owner of the database");
    }

    @Test
    void whatOnlyPsqlCanRunIsSaidBeforeAnythingRuns() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n");
        file("V2__b.sql", "\\i other.sql\n");
        assertThat(run(folder.resolve("migrations").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("V2__b.sql:1:1 has psql's \\i, which --verify cannot run");
        assertThat(query("SELECT to_regclass('orders') IS NULL")).isEqualTo("t");
    }

    @Test
    void anotherVersionThanTheServersIsRefused() throws Exception {
        String migration = file("V1__a.sql", "SELECT 1;\n");
        assertThat(run("--postgres-version", "11", migration)).isEqualTo(2);
        assertThat(err.toString()).contains("are to be judged for PostgreSQL 11, and the server");
    }

    @Test
    void aStandbyIsRefusedAlwaysAndAServerWithOneUnlessNamed() throws Exception {
        String migration = file("V1__a.sql", "SELECT 1;\n");
        try (PostgresReplicaSet pair = PostgresReplicaSet.builder().replicas(1).start()) {
            pair.createRole("app", PASSWORD);
            pair.awaitReplication();
            String name = pair.database();
            PostgresServer standby = pair.replicas().get(0);
            assertThat(run("--verify-scratch", name, "--verify", url(standby, name), migration))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("is in recovery");
            err.getBuffer().setLength(0);
            assertThat(run("--verify", url(pair.primary(), "template1"), migration))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("it is a template for other databases");
            err.getBuffer().setLength(0);
            assertThat(run("--verify", url(pair.primary(), name), migration)).isEqualTo(2);
            assertThat(err.toString()).contains("its server has standbys", "Nothing was run");
        }
    }
}
