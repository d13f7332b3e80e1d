package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check with the catalog of a real server, asked by a role that may do nothing but connect. */
class CatalogIT {

    private static final String PASSWORD = "pass word: ünd 100%";

    private static PostgresReplicaSet set;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path password;

    private record Result(int code, String out, String err) {
        MigrationReport report() {
            try {
                return ReportJson.read(out);
            } catch (InvalidReportException e) {
                throw new AssertionError(this.toString(), e);
            }
        }

        List<Finding> findings(String rule) {
            return report().issues().stream()
                    .map(Issue::finding)
                    .filter(finding -> finding.rule().equals(rule))
                    .toList();
        }
    }

    @BeforeAll
    static void begin() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        execute("CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'", """
                CREATE EXTENSION IF NOT EXISTS citext;
                CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
                CREATE DOMAIN share AS double precision DEFAULT random();
                CREATE DOMAIN part AS share;
                CREATE DOMAIN state AS text DEFAULT 'it''s (new)';
                CREATE TABLE tiny (id bigint PRIMARY KEY, name varchar(20), mail citext, seen timestamptz);
                INSERT INTO tiny SELECT i, 'name ' || i FROM generate_series(1, 40) i;
                CREATE TABLE large (id bigint PRIMARY KEY, tiny_id bigint, name varchar(20), filler text, note text);
                INSERT INTO large SELECT i, i % 40, 'name', repeat('x', 200), 'n' FROM generate_series(1, 200000) i;
                ALTER TABLE large ADD CONSTRAINT note_is_there CHECK (note IS NOT NULL);
                ALTER TABLE large ADD CONSTRAINT filler_is_there CHECK (filler IS NOT NULL) NOT VALID;
                CREATE INDEX large_name ON large (name);
                CREATE VIEW names AS SELECT name FROM tiny;
                CREATE VIEW counted AS SELECT count(*) FROM tiny;
                CREATE VIEW rows AS SELECT t FROM tiny t;
                CREATE MATERIALIZED VIEW seen AS SELECT seen FROM tiny WHERE name <> '';
                CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                INSERT INTO events SELECT i, '2025-06-01' FROM generate_series(1, 300000) i;
                ANALYZE;
                CREATE TABLE fresh (id bigint, name text);
                INSERT INTO fresh SELECT i, 'x' FROM generate_series(1, 40) i;
                CREATE TABLE restored (id bigint, name text) WITH (autovacuum_enabled = off);
                INSERT INTO restored SELECT i, 'x' FROM generate_series(1, 40000) i;
                CREATE TABLE never (id bigint, name text);
                CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE TYPE mood AS ENUM ('glad', 'sad');
                CREATE TRIGGER stamp BEFORE UPDATE ON tiny FOR EACH ROW
                  EXECUTE FUNCTION suppress_redundant_updates_trigger();
                CREATE FOREIGN DATA WRAPPER nowhere;
                CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
                CREATE FOREIGN TABLE remote (id bigint, name text) SERVER far;
                """);
    }

    @AfterAll
    static void end() {
        set.close();
    }

    @BeforeEach
    void writePassword() throws IOException {
        password = folder.resolve("password");
        Files.writeString(password, PASSWORD + "\n");
    }

    @Test
    void aNameIsInTheSchemaThatTheRoleHasConfigured() throws Exception {
        execute("CREATE SCHEMA shop AUTHORIZATION reader", """
                CREATE TABLE shop.baskets (id bigint PRIMARY KEY, mail email);
                INSERT INTO shop.baskets SELECT i, 'a@b' FROM generate_series(1, 40) i;
                ANALYZE shop.baskets;
                ALTER ROLE reader SET search_path = nowhere, shop, public;
                """);
        try {
            String sql = "ALTER TABLE baskets ALTER COLUMN id TYPE numeric;\n";
            assertThat(check(sql).findings("change-column-type"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("from bigint", "40 rows"));
        } finally {
            execute("ALTER ROLE reader RESET search_path", "DROP SCHEMA shop CASCADE");
        }
    }

    @Test
    void aNameIsInTheFirstSchemaOfThePathThatHasIt() throws Exception {
        execute("CREATE SCHEMA shop AUTHORIZATION reader", "CREATE SCHEMA reader AUTHORIZATION reader");
        try {
            for (String path : List.of("nowhere, shop, public", "\"$user\", public")) {
                execute("ALTER ROLE reader SET search_path = " + path);
                assertThat(check("ALTER TABLE tiny ALTER COLUMN id TYPE numeric;\n")
                                .findings("change-column-type"))
                        .as(path)
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.message()).contains("from bigint", "40 rows"));
            }
        } finally {
            execute("ALTER ROLE reader RESET search_path", "DROP SCHEMA shop, reader");
        }
    }

    @Test
    void rewritingFortyRowsIsNoAlarmAndManyAre() throws IOException {
        String sql = """
                ALTER TABLE tiny ALTER COLUMN id TYPE numeric;
                ALTER TABLE large ALTER COLUMN id TYPE numeric;
                """;
        List<Finding> findings = check(sql).findings("change-column-type");

        assertThat(findings).extracting("severity").hasToString("[LOW, HIGH]");
        assertThat(findings.get(0).message()).contains("from bigint", "40 rows", "less than a second");
        assertThat(findings.get(1).message()).contains("200,000 rows", "while reads, writes and autovacuum wait.");
        assertThat(findings.get(1).estimate()).satisfies(estimate -> {
            assertThat(estimate.bytes()).isBetween(40L << 20, 200L << 20);
            assertThat(estimate.work()).isEqualTo("rewrite");
            assertThat(estimate.lock()).isEqualTo("ACCESS EXCLUSIVE");
            assertThat(estimate.from()).isLessThan(estimate.to());
            assertThat(estimate.waiting())
                    .containsExactly(Estimate.Waiting.READS, Estimate.Waiting.WRITES, Estimate.Waiting.AUTOVACUUM);
        });
        assertThat(check(sql).code()).isEqualTo(1);
    }

    @Test
    void aTableThatWasNeverAnalysedIsSmallByItsFiles() throws IOException {
        List<Finding> findings = check(
                        "CREATE INDEX fresh_name ON fresh (name); CREATE INDEX never_name ON never (name);")
                .findings("create-index-without-concurrently");

        assertThat(findings).extracting("severity").hasToString("[LOW, LOW]");
        assertThat(findings.get(0).message()).contains("at most 291 rows", "less than a second");
        assertThat(findings.get(1).message()).contains("about 0 rows");
    }

    @Test
    void aLargeTableThatWasNeverAnalysedIsJudgedAsWithoutACatalog() throws IOException {
        Finding finding = check("CREATE INDEX restored_name ON restored (name);")
                .findings("create-index-without-concurrently")
                .get(0);

        assertThat(finding.severity()).hasToString("HIGH");
        assertThat(finding.estimate()).isNull();
        assertThat(finding.message()).contains("never been analysed");
    }

    @Test
    void defaultsOfDomainsAreKnown() throws IOException {
        String sql = """
                ALTER TABLE large ADD COLUMN a share;
                ALTER TABLE large ADD COLUMN b part;
                ALTER TABLE large ADD COLUMN c state NOT NULL;
                """;
        Result result = check(sql);

        // 12 leaves existing rows null.
        boolean filled = set.primary().majorVersion() > 12;
        assertThat(result.findings("add-column-with-volatile-default")).hasSize(filled ? 2 : 0);
        assertThat(result.findings("add-not-null-column-without-default")).hasSize(filled ? 0 : 1);
    }

    @Test
    void aForeignTableHasNoRowsThatAreReadHere() throws IOException {
        String sql = """
                ALTER TABLE remote ALTER COLUMN name SET NOT NULL;
                ALTER TABLE tiny ALTER COLUMN name SET NOT NULL;
                """;

        assertThat(check(sql).findings("set-not-null"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("Reads all of tiny"));
    }

    @Test
    void typesAndProofsOfTheServerAreKnown() throws IOException {
        String sql = """
                ALTER TABLE tiny ALTER COLUMN name TYPE varchar(30);
                ALTER TABLE tiny ALTER COLUMN mail TYPE text;
                ALTER TABLE large ALTER COLUMN name TYPE varchar(10);
                ALTER TABLE large ALTER COLUMN note SET NOT NULL;
                ALTER TABLE large ALTER COLUMN filler SET NOT NULL;
                ALTER TABLE large ADD COLUMN mail email;
                ALTER TABLE large ADD CONSTRAINT large_tiny FOREIGN KEY (tiny_id) REFERENCES tiny (id) NOT VALID;
                """;
        Result result = check(sql);

        assertThat(result.findings("change-column-type"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("from character varying(20)"));
        assertThat(result.findings("set-not-null"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("filler"));
        assertThat(result.findings("add-column-of-constrained-domain")).hasSize(1);
        assertThat(result.findings("foreign-key-without-index")).hasSize(1);
        assertThat(check("DROP TABLE tiny;").findings("drop-used-by-view")).hasSize(1);
    }

    @Test
    void onlyTheViewsThatUseAColumnKeepItFromAnotherType() throws Exception {
        String rule = "change-column-used-by-view";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE tiny ALTER COLUMN id TYPE numeric, DROP COLUMN mail");
            assertThatThrownBy(() -> statement.execute("ALTER TABLE tiny ALTER COLUMN name TYPE text"))
                    .hasMessageContaining("used by a view");
            connection.rollback();
        }
        assertThat(check("ALTER TABLE tiny ALTER COLUMN name TYPE text;").findings(rule))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("which PostgreSQL refuses, since it is used by public.names, public.seen."));
        assertThat(check("ALTER TABLE tiny ALTER COLUMN id TYPE numeric; ALTER TABLE tiny DROP COLUMN mail;")
                        .findings(rule))
                .isEmpty();
    }

    @Test
    void theSizeOfPartitionsIsThatOfTheirParent() throws IOException {
        Finding finding = check("CREATE INDEX events_id ON events (id);")
                .findings("create-index-without-concurrently")
                .get(0);

        assertThat(finding.message()).contains("300,000 rows");
        assertThat(finding.severity()).hasToString("HIGH");
    }

    @Test
    void aTableThatNobodyHasIsSaid() throws IOException {
        String sql = "CREATE TABLE made (id bigint);\nCREATE INDEX ON made (id);\nCREATE INDEX ON elsewhere (id);";
        List<Finding> findings = check(sql).findings("table-not-in-catalog");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("table public.elsewhere");
            assertThat(finding.location().from().line()).isEqualTo(3);
        });
    }

    @Test
    void whatTheDatabaseDoesNotHaveIsPassedByWithIfExists() throws IOException {
        String gone = """
                DROP TABLE IF EXISTS gone;
                DROP VIEW IF EXISTS gone;
                DROP INDEX IF EXISTS gone;
                DROP SCHEMA IF EXISTS gone CASCADE;
                DROP TYPE IF EXISTS gone CASCADE;
                DROP TRIGGER IF EXISTS gone ON tiny;
                ALTER TABLE IF EXISTS gone RENAME TO other;
                ALTER TABLE tiny DROP COLUMN IF EXISTS gone, DROP CONSTRAINT IF EXISTS gone;
                """;
        assertThat(check("SET lock_timeout = '2s';\n" + gone).report().issues()).isEmpty();
        String there = """
                DROP TYPE IF EXISTS mood CASCADE;
                DROP TRIGGER IF EXISTS stamp ON tiny;
                DROP SCHEMA IF EXISTS public CASCADE;
                DROP VIEW IF EXISTS names;
                """;
        assertThat(check("SET lock_timeout = '2s';\n" + there).report().issues())
                .extracting(issue -> issue.finding().rule())
                .contains("drop-type", "drop-trigger", "drop-schema", "drop-object");
    }

    @Test
    void whatTheDatabaseHasAlreadyIsNoAlarmAndWhatIsMadeAnewIs() throws IOException {
        assertThat(check("CREATE INDEX large_name ON large (name);").findings("create-index-without-concurrently"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).hasToString("LOW");
                    assertThat(finding.message()).contains("has this already");
                });
        assertThat(check("DROP INDEX large_name; CREATE INDEX large_name ON large (name);")
                        .findings("create-index-without-concurrently"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).hasToString("HIGH"));
    }

    @Test
    void theServersVersionIsTakenUnlessAnotherIsGiven() throws IOException {
        String version = set.primary().majorVersion() + ".";
        assertThat(check("SELECT 1;").report().postgresVersion()).startsWith(version);
        String older = set.primary().majorVersion() == 12 ? "11" : "12";
        Result other = check("SELECT 1;", "--postgres-version", older, "--format", "text");
        assertThat(other.out())
                .contains("on PostgreSQL " + version, "not the version that the migrations are judged for: " + older);
    }

    @Test
    void whatCannotBeReadIsSaidWithoutTheSecret() throws IOException {
        Files.writeString(password, "not " + PASSWORD);
        Result refused = check("SELECT 1;");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .startsWith("sluice: cannot connect to the database ")
                .contains("the server refuses the user or the password")
                .doesNotContain(PASSWORD)
                .hasLineCount(1);
        Result nobody = run("SELECT 1;", "--catalog", "postgresql://reader@127.0.0.1:1/shop");
        assertThat(nobody.code()).isEqualTo(4);
        assertThat(nobody.err()).contains("shop on 127.0.0.1:1").hasLineCount(1);
        Result shown = run("SELECT 1;", "--catalog", "postgresql://reader:secret@127.0.0.1/shop");
        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.err()).contains("holds a password").doesNotContain("secret");
    }

    @Test
    void aLockedTableIsNotWaitedForLong() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE tiny IN ACCESS EXCLUSIVE MODE");
            Result result = check("SELECT 1;");
            assertThat(result.code()).isEqualTo(4);
            assertThat(result.err()).contains("a table was locked for longer than 5 s");
            connection.rollback();
        }
    }

    private Result check(String sql, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--catalog",
                "postgresql://reader@" + set.primary().host() + ":"
                        + set.primary().port() + "/" + set.database(),
                "--catalog-password-file",
                password.toString(),
                "--format",
                "json"));
        if (more.length > 2) {
            arguments.subList(arguments.size() - 2, arguments.size()).clear();
        }
        arguments.addAll(List.of(more));
        return run(sql, arguments.toArray(String[]::new));
    }

    private Result run(String sql, String... options) throws IOException {
        Path file = folder.resolve("V1__change.sql");
        Files.writeString(file, sql);
        List<String> arguments = new ArrayList<>(List.of("migrations", "check", "--no-transaction"));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Sluice.run(arguments.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        return new Result(code, out.toString(), err.toString());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(set.primary().jdbcUrl(set.database()), set.user(), set.password());
    }

    private static void execute(String... scripts) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute(script);
            }
        }
    }
}
