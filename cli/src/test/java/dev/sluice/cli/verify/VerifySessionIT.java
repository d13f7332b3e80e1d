package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How {@code --verify} signs in, and how long its session lasts. */
class VerifySessionIT extends ScratchVerify {

    @Test
    void whoCannotLogInIsToldOfTheDatabaseAndNotOfThePassword() throws Exception {
        String migration = file("V1__a.sql", "SELECT 1;\n");
        set.primary().execute("ALTER ROLE app PASSWORD 'other'");
        try {
            assertThat(run(migration)).isEqualTo(4);
            assertThat(err.toString())
                    .contains(
                            "cannot connect to the database scratch on ",
                            "the server refuses the user or the password");
        } finally {
            set.primary().execute("ALTER ROLE app PASSWORD '" + PASSWORD + "'");
        }
    }

    /** The driver reads the files that libpq reads. */
    @Test
    void aPassfileSuffices() throws Exception {
        String migration = file("V1__a.sql", "SELECT 1;\n");
        Path passfile = Files.writeString(
                folder.resolve("passfile"), "*:" + set.primary().port() + ":" + SCRATCH + ":app:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(passfile, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("target", "sluice").toAbsolutePath().toString(),
                        "migrations",
                        "check",
                        "--verify",
                        url(set.primary(), SCRATCH),
                        migration)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PGPASSFILE", passfile.toString());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("output")))
                .contains("Run on scratch on ")
                .doesNotContain(PASSWORD);
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aStatementThatRunsTooLongIsEnded() throws Exception {
        String migration = file("V1__a.sql", "SET statement_timeout = 0;\nSELECT pg_sleep(600);\n");
        assertThat(run("--no-transaction", "--verify-statement-timeout", "1", migration))
                .isEqualTo(5);
        assertThat(out.toString()).contains("(SQLSTATE 57014)", "--verify-statement-timeout");
    }

    @Test
    void theEndOfTheProcessIsTheEndOfItsStatements() throws Exception {
        String migration = file("V1__a.sql", "CREATE TABLE a (id int);\nSELECT pg_sleep(500);\n");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of("target", "sluice").toAbsolutePath().toString(),
                        "migrations",
                        "check",
                        "--tool",
                        "plain",
                        "--verify",
                        url(set.primary(), SCRATCH),
                        "--verify-password-file",
                        password.toString(),
                        migration)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'scratch'"
                    + " AND state = 'active' AND query LIKE 'SELECT pg_sleep%'";
            Poll.until(
                    "the statement runs",
                    Duration.ofMinutes(2),
                    () -> "1".equals(set.primary().query(sleeping)));
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            String sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'scratch'";
            // Far below the time that the statement would have taken.
            Poll.until(
                    "its sessions end",
                    Duration.ofMinutes(2),
                    () -> "0".equals(set.primary().query(sessions)));
            assertThat(query("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
        } finally {
            process.destroyForcibly();
        }
    }
}
