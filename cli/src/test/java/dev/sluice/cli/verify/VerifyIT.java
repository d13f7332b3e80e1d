package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.report.Difference;
import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.analysis.report.Verification;
import dev.sluice.analysis.report.VerifiedStatement;
import dev.sluice.analysis.report.VerifiedStatement.WatchedTable;
import dev.sluice.cli.Sluice;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code --verify} against a real server, as a login that may do no more than own its database. */
@ExtendWith(FixtureLogs.class)
class VerifyIT {

    private static final String SCRATCH = "scratch";
    private static final String PASSWORD = "s3cret-of-app";

    private static PostgresReplicaSet set;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(0).start();
        set.createRole("app", PASSWORD);
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @BeforeEach
    void emptyDatabase() {
        set.primary().execute("DROP DATABASE IF EXISTS " + SCRATCH);
        set.primary().execute("CREATE DATABASE " + SCRATCH + " OWNER app");
    }

    private static String url(PostgresServer server, String database) {
        return "postgresql://app@" + server.host() + ":" + server.port() + "/" + database;
    }

    private List<String> arguments() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        return List.of(
                "migrations",
                "check",
                "--config",
                "/dev/null",
                "--fail-on",
                "none",
                "--tool",
                "plain",
                "--verify-password-file",
                password.toString());
    }

    private int run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.addAll(List.of(more));
        if (!arguments.contains("--verify")) {
            arguments.addAll(List.of("--verify", url(set.primary(), SCRATCH)));
        }
        int code = Sluice.run(arguments.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        assertThat(out + "" + err).doesNotContain(PASSWORD);
        return code;
    }

    private String file(String name, String text) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        return Files.writeString(migrations.resolve(name), text).toString();
    }

    private Verification verification() throws InvalidReportException {
        return Objects.requireNonNull(ReportJson.read(out.toString()).verification());
    }

    private static List<Difference> differences(Verification verification) {
        return verification.statements().stream()
                .flatMap(statement -> statement.differences().stream())
                .toList();
    }

    @Test
    void saysWhatWasLockedRewrittenAndHowLongItTook() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text, n int);\n");
        file("V2__b.sql", "CREATE INDEX orders_item ON orders (item);\nALTER TABLE orders ALTER n TYPE bigint;\n");
        int code = run(
                "--format",
                "json",
                "--no-transaction",
                folder.resolve("migrations").toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        Verification verification = verification();
        assertThat(verification.serverVersion()).startsWith(set.primary().majorVersion() + ".");
        assertThat(verification.failure()).isNull();
        assertThat(differences(verification)).isEmpty();
        assertThat(verification.statements())
                .extracting(VerifiedStatement::tables)
                .containsExactly(
                        List.of(),
                        List.of(new WatchedTable("public.orders", "SHARE", "index build")),
                        List.of(new WatchedTable("public.orders", "ACCESS EXCLUSIVE", "rewrite")));
        assertThat(verification.statements())
                .allSatisfy(statement -> assertThat(statement.micros()).isPositive());
        assertThat(verification.statements().get(2).location())
                .hasToString(folder.resolve("migrations") + "/V2__b.sql:2:1");
    }

    @Test
    void whatNoRuleTellsOfFails() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file(
                "V2__b.sql",
                "DO $$ DECLARE s text := 'ALTER TABLE orders ADD CHECK (id > 0)'; BEGIN EXECUTE s; END $$;\n");
        assertThat(run("--format", "json", folder.resolve("migrations").toString()))
                .isEqualTo(5);
        assertThat(differences(verification()))
                .containsExactly(new Difference(
                        Difference.Kind.UNTOLD_WORK, "public.orders", "", "scan under ACCESS EXCLUSIVE"));
    }

    @Test
    void whatWantsATransactionFailsAsForetold() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file("V2__b.sql", "LOCK TABLE orders IN SHARE MODE;\n");
        String[] arguments = {
            "--no-transaction", "--format", "json", folder.resolve("migrations").toString()
        };
        assertThat(run(arguments)).isEqualTo(5);
        Verification verification = verification();
        assertThat(differences(verification)).isEmpty();
        assertThat(Objects.requireNonNull(verification.failure()).sqlState()).isEqualTo("25P01");
    }

    @Test
    void aTableThatIsRenamedStaysTheOldOneAndANewOneOfItsNameIsNew() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file("V2__b.sql", """
                ALTER TABLE orders RENAME TO orders_old;
                CREATE TABLE orders (id bigint PRIMARY KEY, item text);
                CREATE INDEX orders_item ON orders (item);
                CREATE INDEX orders_old_item ON orders_old (item);
                """);
        String migrations = folder.resolve("migrations").toString();
        assertThat(run("--no-transaction", "--format", "json", migrations))
                .as(out + "" + err)
                .isZero();
        assertThat(differences(verification())).isEmpty();
    }

    @Test
    void theSameInOneTransaction() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file("V2__b.sql", """
                ALTER TABLE orders RENAME TO orders_old;
                CREATE TABLE orders (id bigint PRIMARY KEY, item text);
                CREATE INDEX orders_item ON orders (item);
                CREATE INDEX orders_old_item ON orders_old (item);
                """);
        assertThat(run("--format", "json", folder.resolve("migrations").toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(differences(verification())).isEmpty();
    }

    @Test
    void aStrongerLockOfAnotherClauseRefutesNothing() throws Exception {
        file("V1__a.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY, item text);
                ALTER TABLE orders ADD CONSTRAINT item_is_set CHECK (item <> '') NOT VALID;
                CREATE TABLE customers (id bigint PRIMARY KEY);
                """);
        file("V2__b.sql", """
                ALTER TABLE orders ADD COLUMN customer_id bigint,
                    ADD FOREIGN KEY (customer_id) REFERENCES customers,
                    VALIDATE CONSTRAINT item_is_set;
                """);
        assertThat(run("--format", "json", folder.resolve("migrations").toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(differences(verification())).isEmpty();
    }

    @Test
    void whatIsSwitchedOffWasToldNevertheless() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file("V2__b.sql", """
                -- sluice:ignore create-index-without-concurrently: small for ever
                CREATE INDEX orders_item ON orders (item);
                """);
        assertThat(run(folder.resolve("migrations").toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(out.toString()).contains("public.orders SHARE (index build)");
    }

    @Test
    void aMigrationThatFailsEndsTheRun() throws Exception {
        file(
                "V1__a.sql",
                "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\nINSERT INTO orders VALUES (1, 'x');\n");
        file("V2__b.sql", "ALTER TABLE orders ADD note text;\nSELECT 'ü', missing FROM orders;\n");
        file("V3__c.sql", "DROP TABLE orders;\n");
        assertThat(run(folder.resolve("migrations").toString())).isEqualTo(5);
        assertThat(out.toString())
                .contains("V2__b.sql:2:13  fails, and nothing behind it was run: column \"missing\" does not exist"
                        + " (SQLSTATE 42703)")
                .contains("differs: No rule tells that it fails.");
        // The tool's transaction around V2 is undone, and V3 has not run.
        assertThat(query("SELECT count(*) FROM information_schema.columns WHERE table_name = 'orders'"))
                .isEqualTo("2");
    }

    @Test
    void concurrentlyRunsOutsideOfATransactionAndCopyHasItsData() throws Exception {
        file("V1__a.sql", """
                \\set ON_ERROR_STOP on
                CREATE TABLE orders (id bigint PRIMARY KEY, item text);
                COPY orders FROM stdin;
                1\ta;b
                2\tc
                \\.
                SET statement_timeout = 0;
                """);
        file("V2__b.sql", "CREATE INDEX CONCURRENTLY orders_item ON orders (item);\nVACUUM orders;\n");
        assertThat(run(
                        "--no-transaction",
                        "--format",
                        "json",
                        folder.resolve("migrations").toString()))
                .as(err.toString())
                .isZero();
        assertThat(query("SELECT count(*) FROM orders")).isEqualTo("2");
        List<VerifiedStatement> statements = verification().statements();
        assertThat(statements).extracting(VerifiedStatement::alone).containsExactly(false, false, true, true);
        assertThat(statements.get(2).tables())
                .containsExactly(new WatchedTable("public.orders", "SHARE UPDATE EXCLUSIVE", "index build"));
    }

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
    void aStatementThatRunsTooLongIsEnded() throws Exception {
        String migration = file("V1__a.sql", "SET statement_timeout = 0;\nSELECT pg_sleep(600);\n");
        assertThat(run("--no-transaction", "--verify-statement-timeout", "1", migration))
                .isEqualTo(5);
        assertThat(out.toString()).contains("(SQLSTATE 57014)", "--verify-statement-timeout");
    }

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

    private static String query(String sql) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String sql) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static java.sql.Connection connect() throws Exception {
        return java.sql.DriverManager.getConnection(set.primary().jdbcUrl(SCRATCH), "app", PASSWORD);
    }
}
