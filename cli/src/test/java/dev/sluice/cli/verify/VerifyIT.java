package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.analysis.report.Difference;
import dev.sluice.analysis.report.Verification;
import dev.sluice.analysis.report.VerifiedStatement;
import dev.sluice.analysis.report.VerifiedStatement.WatchedTable;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code --verify} tells of each statement, and where the rules have told otherwise. */
class VerifyIT extends ScratchVerify {

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
    void whatGoesWithCascadeIsForetold() throws Exception {
        file("V1__a.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY);
                CREATE VIEW ids AS SELECT id FROM orders;
                CREATE MATERIALIZED VIEW kept AS SELECT id FROM ids;
                """);
        file("V2__b.sql", "DROP TABLE orders CASCADE;\n");
        assertThat(run("--format", "json", folder.resolve("migrations").toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(differences(verification())).isEmpty();
        assertThat(out.toString()).contains("under an ACCESS EXCLUSIVE lock on public.ids, public.kept too");
    }

    @Test
    void whatARewriteDoesAlongIsNoOtherWork() throws Exception {
        file("V1__a.sql", "CREATE TABLE orders (item text, n int);\n");
        file("V2__b.sql", """
                ALTER TABLE orders ADD COLUMN id bigserial PRIMARY KEY;
                ALTER TABLE orders ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY UNIQUE CHECK (no > 0);
                """);
        assertThat(run(
                        "--no-transaction",
                        "--format",
                        "json",
                        folder.resolve("migrations").toString()))
                .as(out + "" + err)
                .isZero();
        assertThat(differences(verification())).isEmpty();
        assertThat(verification().statements())
                .extracting(VerifiedStatement::tables)
                .contains(List.of(new WatchedTable("public.orders", "ACCESS EXCLUSIVE", "rewrite")));
    }

    @Test
    void rowsThatCopyGivesAreTaken() throws Exception {
        file("V1__a.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY);
                INSERT INTO orders SELECT generate_series(1, 5000);
                COPY (SELECT 'to stdout', id FROM orders) TO STDOUT (FORMAT csv);
                copy orders(id) to stdout;
                COPY (SELECT 1 / 0) TO STDOUT;
                """);
        assertThat(run("--format", "json", folder.resolve("migrations").toString()))
                .isEqualTo(5);
        assertThat(Objects.requireNonNull(verification().failure()).sqlState()).isEqualTo("22012");
        assertThat(verification().statements()).hasSize(5);
    }

    @Test
    void theSearchPathOfTheDatabaseIsHeeded() throws Exception {
        execute("ALTER DATABASE " + SCRATCH + " SET search_path = app_data, public");
        file("V1__a.sql", "CREATE SCHEMA app_data;\nCREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        file("V2__b.sql", "CREATE INDEX orders_item ON orders (item);\n");
        for (int i = 0; i < 2; i++) {
            out.getBuffer().setLength(0);
            assertThat(run(
                            "--no-transaction",
                            "--format",
                            "json",
                            folder.resolve("migrations").toString()))
                    .as(out + "" + err)
                    .isZero();
            assertThat(differences(verification())).isEmpty();
            assertThat(verification().statements())
                    .extracting(VerifiedStatement::tables)
                    .contains(List.of(new WatchedTable("app_data.orders", "SHARE", "index build")));
            // The schema is there when the second run begins.
            execute("DROP TABLE app_data.orders");
            file("V1__a.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, item text);\n");
        }
    }

    @Test
    void aNameIsInTheFirstSchemaOfTheSearchPathThatHasIt() throws Exception {
        execute("ALTER DATABASE " + SCRATCH + " SET search_path = app, public");
        file("V1__a.sql", """
                CREATE SCHEMA app;
                CREATE TABLE public.small (id bigint PRIMARY KEY, a text);
                """);
        file("V2__b.sql", "ALTER TABLE small ALTER a SET NOT NULL;\n");
        file("V3__c.sql", "SET search_path = nope, app, public;\nALTER TABLE small ALTER id TYPE int;\n");
        run("--format", "json", folder.resolve("migrations").toString());
        Verification verification = verification();
        assertThat(differences(verification)).isEmpty();
        assertThat(verification.failure()).isNull();
        assertThat(verification.statements())
                .extracting(VerifiedStatement::tables)
                .contains(
                        List.of(new WatchedTable("public.small", "ACCESS EXCLUSIVE", "scan")),
                        List.of(new WatchedTable("public.small", "ACCESS EXCLUSIVE", "rewrite")));
    }

    @Test
    void aTableThatIsEmptyIsReadAsForetoldAndANewOneIsFilledAsForetold() throws Exception {
        file("V1__a.sql", "CREATE TABLE \"A\" (id bigint PRIMARY KEY, x text);\nCREATE TABLE o (id bigint, a text);\n");
        file("V2__b.sql", """
                -- sluice:ignore add-not-null-column-without-default: nobody has rows in it
                ALTER TABLE "A" DROP COLUMN "x", ADD COLUMN "y" TEXT NOT NULL;
                ALTER TABLE "A" ADD COLUMN "z" TEXT NOT NULL;
                """);
        file("V3__c.sql", "CREATE TABLE o2 (id bigint, a text);\nINSERT INTO o2 SELECT id, a FROM o;\n");
        run("--format", "json", folder.resolve("migrations").toString());
        Verification verification = verification();
        assertThat(verification.failure()).isNull();
        // That it fails where there is a row is not refuted where there is none.
        assertThat(differences(verification)).isEmpty();
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

    private static List<Difference> differences(Verification verification) {
        return verification.statements().stream()
                .flatMap(statement -> statement.differences().stream())
                .toList();
    }

    /** The server's messages name a table without its schema. */
    @Test
    void workOnATableIsNotTakenForThatOnAnotherOfItsName() throws Exception {
        String first = file("V1__t.sql", "CREATE TABLE t (id bigint PRIMARY KEY, b int);\n");
        String second = file("V2__moved.sql", """
                CREATE SCHEMA s3;
                ALTER TABLE t SET SCHEMA s3;
                CREATE TABLE t (id int PRIMARY KEY, b int);
                CREATE INDEX ON t (b);
                ALTER TABLE t ADD CHECK (b > 0);
                CREATE INDEX ON s3.t (b);
                CREATE TEMP TABLE u (id int);
                CREATE INDEX ON u (id);
                """);
        assertThat(run("--tool", "flyway", "--format", "json", first, second)).isZero();

        assertThat(verification().statements())
                .filteredOn(statement -> statement.location().file().endsWith("V2__moved.sql"))
                .flatExtracting(VerifiedStatement::tables)
                .filteredOn(table -> !table.work().isEmpty())
                .extracting(WatchedTable::name, WatchedTable::work)
                .containsExactly(tuple("s3.t", "index build"));
        assertThat(differences(verification())).isEmpty();
    }

    @Test
    void aTableThatIsReadByAnIndexIsTheOneThatIsMeantBesideOthersOfItsName() throws Exception {
        String first = file("V1__tables.sql", """
                CREATE SCHEMA a;
                CREATE TABLE a.t (id bigint PRIMARY KEY);
                CREATE TABLE parents (id bigint PRIMARY KEY);
                CREATE TABLE t (id bigint PRIMARY KEY, parent bigint);
                CREATE INDEX ON t (parent);
                ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (parent) REFERENCES parents NOT VALID;
                """);
        String second = file("V2__valid.sql", """
                SET enable_seqscan = off;
                ALTER TABLE t VALIDATE CONSTRAINT t_parent;
                """);
        run("--tool", "flyway", "--format", "json", first, second);

        assertThat(verification().statements())
                .filteredOn(statement -> statement.location().file().endsWith("V2__valid.sql"))
                .flatExtracting(VerifiedStatement::tables)
                .filteredOn(table -> !table.work().isEmpty())
                .extracting(WatchedTable::name, WatchedTable::work)
                .containsExactly(tuple("public.t", "scan"));
        assertThat(differences(verification())).isEmpty();
    }
}
