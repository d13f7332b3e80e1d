package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.schema.PostgresVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a statement says besides that which a finding is about stays in the SQL that the finding has for it. */
class WholeAdviceTest {

    private static final String PARTITIONED = "CREATE TABLE p (id bigint, o bigint) PARTITION BY RANGE (id);"
            + "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
            + "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (9) TO (18);"
            + "CREATE TABLE o (id bigint PRIMARY KEY);";

    @Test
    void aVolatileDefaultLosesNeitherCollationNorConstraints() {
        String sql = "ALTER TABLE t ADD COLUMN token text COLLATE \"C\" NOT NULL DEFAULT f()"
                + " CONSTRAINT long CHECK (length(token) > 3) UNIQUE REFERENCES keys (k) ON DELETE CASCADE";
        assertThat(advice(new AddColumnWithVolatileDefault(), "", sql, 18))
                .startsWith("ALTER TABLE t ADD COLUMN token text COLLATE \"C\";\n")
                .contains(
                        "ADD CONSTRAINT t_token_not_null NOT NULL token NOT VALID;",
                        "ADD CONSTRAINT long CHECK (length(token) > 3) NOT VALID;",
                        "VALIDATE CONSTRAINT long;",
                        "CREATE UNIQUE INDEX CONCURRENTLY t_token_key ON t (token);",
                        "ADD CONSTRAINT t_token_fkey FOREIGN KEY (token) REFERENCES keys (k) ON DELETE CASCADE NOT VALID;");
    }

    @Test
    void aColumnIsThereBeforeTheIndexOfItsConstraint() {
        assertThat(advice(
                        new AddUniqueConstraint(),
                        "",
                        "ALTER TABLE t ADD COLUMN IF NOT EXISTS email text COLLATE \"C\" UNIQUE",
                        18))
                .isEqualTo("""
                        ALTER TABLE t ADD COLUMN IF NOT EXISTS email text COLLATE "C";
                        -- outside of a transaction:
                        CREATE UNIQUE INDEX CONCURRENTLY t_email_key ON t (email);
                        ALTER TABLE t ADD CONSTRAINT t_email_key UNIQUE USING INDEX t_email_key;""");
        assertThat(advice(
                        new AddPrimaryKey(),
                        "",
                        "ALTER TABLE t ADD COLUMN a int, ADD COLUMN b int DEFAULT 7 CHECK (b > 0), ADD PRIMARY KEY (a, b)",
                        17))
                .isEqualTo("""
                        ALTER TABLE t ADD COLUMN a integer;
                        ALTER TABLE t ADD COLUMN b integer;
                        ALTER TABLE t ALTER COLUMN b SET DEFAULT 7;
                        -- fill it in batches, each row with a value of its own
                        ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b > 0) NOT VALID;
                        -- in another transaction:
                        ALTER TABLE t VALIDATE CONSTRAINT t_b_check;
                        -- outside of a transaction, when the columns are not null:
                        CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON t (a, b);
                        ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;""");
    }

    @Test
    void eachConstraintOfAColumnIsApartFromIt() {
        String sql = "ALTER TABLE t ADD COLUMN n int CHECK (n > 0) UNIQUE DEFERRABLE REFERENCES o";
        String whole = """
                ALTER TABLE t ADD COLUMN n integer;
                ALTER TABLE t ADD CONSTRAINT t_n_check CHECK (n > 0) NOT VALID;
                -- in another transaction:
                ALTER TABLE t VALIDATE CONSTRAINT t_n_check;
                -- outside of a transaction:
                CREATE UNIQUE INDEX CONCURRENTLY t_n_key ON t (n);
                ALTER TABLE t ADD CONSTRAINT t_n_key UNIQUE USING INDEX t_n_key DEFERRABLE;
                ALTER TABLE t ADD CONSTRAINT t_n_fkey FOREIGN KEY (n) REFERENCES o NOT VALID;
                -- in another transaction:
                ALTER TABLE t VALIDATE CONSTRAINT t_n_fkey;""";
        assertThat(advice(new AddUniqueConstraint(), "", sql, 18)).isEqualTo(whole);
        assertThat(advice(new AddColumnWithCheck(), "", sql, 18)).isEqualTo(whole);
        assertThat(advice(new AddColumnWithForeignKey(), "", sql, 18)).isEqualTo(whole);
    }

    @Test
    void aColumnThatAnotherFindingFillsIsNotAddedTwice() {
        assertThat(advice(
                        new AddUniqueConstraint(),
                        "",
                        "ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid() UNIQUE",
                        18))
                .startsWith("-- when the column is there and filled, outside of a transaction:\nCREATE UNIQUE INDEX ");
        assertThat(advice(new AddPrimaryKey(), "", "ALTER TABLE t ADD COLUMN id bigserial PRIMARY KEY", 18))
                .startsWith("-- when the column is there and filled, outside of a transaction:\nCREATE UNIQUE INDEX ");
    }

    @Test
    void whatOlderServersDoNotKnowSaysSo() {
        String since = "-- on PostgreSQL 18 and newer:\n";
        assertThat(advice(new AddNotNullColumnWithoutDefault(), "", "ALTER TABLE t ADD COLUMN x int NOT NULL", 18))
                .contains(
                        "-- then, on PostgreSQL 18 and newer:\nALTER TABLE t ADD CONSTRAINT t_x_not_null NOT NULL x NOT VALID;");
        assertThat(advice(new AddNotNullColumnWithoutDefault(), "", "ALTER TABLE t ADD COLUMN x int NOT NULL", 17))
                .contains("\n-- then:\nALTER TABLE t ADD CONSTRAINT t_x_not_null CHECK (x IS NOT NULL) NOT VALID;");
        assertThat(advice(
                        new AddColumnWithVolatileDefault(),
                        "",
                        "ALTER TABLE t ADD COLUMN x float8 NOT NULL DEFAULT random()",
                        18))
                .contains("-- then, on PostgreSQL 18 and newer:\n");
        assertThat(advice(
                        new AddStoredGeneratedColumn(),
                        "CREATE TABLE t (a int);",
                        "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED",
                        18))
                .startsWith(since + "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) VIRTUAL;");
    }

    @Test
    void anIdentityKeepsWhereItsNumbersBegin() {
        String sql = "ALTER TABLE t ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY"
                + " (SEQUENCE NAME s.\"Own\" START WITH 1000 INCREMENT BY 5) PRIMARY KEY";
        assertThat(advice(new AddAutoIncrementColumn(), "", sql, 17))
                .startsWith("CREATE SEQUENCE t_id_seq START WITH 1000 INCREMENT BY 5;\n")
                .contains("ALTER COLUMN id SET NOT NULL;", "ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;");
        assertThat(advice(new AddAutoIncrementColumn(), "", "ALTER TABLE t ADD COLUMN id serial", 17))
                .startsWith("CREATE SEQUENCE t_id_seq;\n");
    }

    @Test
    void aForeignKeyOfAPartitionedTableIsMadeForThePartitionsFirstBefore18() {
        String sql = "ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE";
        assertThat(advice(new AddForeignKeyWithoutNotValid(), PARTITIONED, sql, 17))
                .isEqualTo("""
                        ALTER TABLE public.p1 ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE NOT VALID;
                        -- in another transaction:
                        ALTER TABLE public.p1 VALIDATE CONSTRAINT k;
                        ALTER TABLE public.p2 ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE NOT VALID;
                        -- in another transaction:
                        ALTER TABLE public.p2 VALIDATE CONSTRAINT k;
                        -- and so for each partition that is not named here; then:
                        ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE;""");
        assertThat(advice(new AddForeignKeyWithoutNotValid(), PARTITIONED, sql, 18))
                .startsWith("-- on PostgreSQL 18 and newer:\n"
                        + "ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE NOT VALID;");
    }

    @Test
    void anIndexOfAPartitionedTableIsBuiltAndDroppedAsTheServerDoesIt() {
        String key = "ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o NOT VALID";
        assertThat(advice(new ForeignKeyWithoutIndex(), PARTITIONED, key, 18))
                .contains("INDEX p_o_idx ON ONLY p (o);", "INDEX CONCURRENTLY p1_p_o_idx ON public.p1 (o);");
        assertThat(advice(
                        new DropIndexWithoutConcurrently(),
                        PARTITIONED + "CREATE INDEX i ON p (o);",
                        "DROP INDEX i",
                        18))
                .endsWith("SET lock_timeout = '2s';\nDROP INDEX IF EXISTS i;");
    }

    @Test
    void aPrimaryKeyThatTakesTheOldOnesPlaceStaysDeferrable() {
        assertThat(advice(
                        new SecondPrimaryKey(),
                        "CREATE TABLE t (id bigint PRIMARY KEY, n bigint NOT NULL);",
                        "ALTER TABLE t ADD PRIMARY KEY (n) DEFERRABLE INITIALLY DEFERRED",
                        18))
                .isEqualTo("ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (n) DEFERRABLE INITIALLY DEFERRED;");
    }

    @Test
    void whenAConstraintIsCheckedStays() {
        assertThat(advice(
                        new AddExclusionConstraint(),
                        "",
                        "ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&) DEFERRABLE INITIALLY DEFERRED",
                        18))
                .contains("ALTER TABLE t_new ADD EXCLUDE USING gist (r WITH &&) DEFERRABLE INITIALLY DEFERRED;");
        assertThat(advice(
                        new AddColumnWithCheck(),
                        "",
                        "ALTER TABLE t ADD COLUMN a int CHECK (a > 0) REFERENCES o ON DELETE SET DEFAULT DEFERRABLE",
                        18))
                .startsWith("ALTER TABLE t ADD COLUMN a int  REFERENCES o ON DELETE SET DEFAULT DEFERRABLE;\n")
                .contains("ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID;");
    }

    @Test
    void aColumnKeepsHowItsValuesAreStored() {
        String sql = "ALTER TABLE t ADD COLUMN z text STORAGE EXTERNAL COMPRESSION pglz DEFAULT f()";
        assertThat(advice(new AddColumnWithVolatileDefault(), "", sql, 18))
                .startsWith("ALTER TABLE t ADD COLUMN z text STORAGE EXTERNAL COMPRESSION pglz;\n");
    }

    @Test
    void anIdentityBecomesOneInTheEnd() {
        String sql = "ALTER TABLE t ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY (START WITH 5) PRIMARY KEY";
        assertThat(advice(new AddAutoIncrementColumn(), "", sql, 18)).endsWith("""
                        -- then, in one transaction:
                        ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
                        DROP SEQUENCE t_id_seq;
                        ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 5);
                        SELECT setval(pg_get_serial_sequence('t', 'id'), (SELECT max(id) FROM t));""");
    }

    @Test
    void aColumnOfADomainKeepsTheDomainsConditionAndDefault() {
        String domain = "CREATE DOMAIN qty AS int DEFAULT 1 NOT NULL CHECK (VALUE > 0);";
        assertThat(advice(new AddColumnOfConstrainedDomain(), domain, "ALTER TABLE t ADD COLUMN n qty", 18))
                .isEqualTo("""
                        ALTER TABLE t ADD COLUMN n integer DEFAULT 1;
                        ALTER TABLE t ADD CONSTRAINT t_n_domain_check CHECK ((n IS NOT NULL) AND (n > 0)) NOT VALID;
                        -- in another transaction:
                        ALTER TABLE t VALIDATE CONSTRAINT t_n_domain_check;""");
        assertThat(advice(
                        new AddColumnOfConstrainedDomain(),
                        domain + "ALTER DOMAIN qty DROP CONSTRAINT qty_check;",
                        "ALTER TABLE t ADD COLUMN n qty",
                        18))
                .contains("CHECK (n IS NOT NULL) NOT VALID");
    }

    @Test
    void aPartitionKeepsWhatItsStatementSays() {
        String parent = "CREATE TABLE ev (id bigint GENERATED ALWAYS AS IDENTITY, k text) PARTITION BY RANGE (id);";
        String sql =
                "CREATE UNLOGGED TABLE ev2 PARTITION OF ev (CONSTRAINT ck CHECK (id > 0), k DEFAULT 'z, y' NOT NULL,"
                        + " PRIMARY KEY (id), id CHECK (id < 7)) FOR VALUES FROM (1) TO (9) WITH (fillfactor=70) TABLESPACE fast";
        assertThat(advice(new CreatePartition(), parent, sql, 18)).isEqualTo("""
                        CREATE UNLOGGED TABLE ev2 (LIKE ev INCLUDING ALL EXCLUDING IDENTITY, CONSTRAINT ck CHECK (id > 0), \
                        PRIMARY KEY (id)) WITH (fillfactor=70) TABLESPACE fast;
                        ALTER TABLE ev2 ALTER COLUMN k SET DEFAULT 'z, y';
                        ALTER TABLE ev2 ALTER COLUMN k SET NOT NULL;
                        -- and by ALTER TABLE what LIKE leaves out: id CHECK (id < 7);
                        ALTER TABLE ev ATTACH PARTITION ev2 FOR VALUES FROM (1) TO (9);""");
        assertThat(advice(
                        new CreatePartition(),
                        parent,
                        "CREATE TABLE ev3 PARTITION OF ev DEFAULT PARTITION BY HASH (k)",
                        18))
                .isEqualTo("""
                        CREATE TABLE ev3 (LIKE ev INCLUDING ALL EXCLUDING IDENTITY) PARTITION BY HASH (k);
                        ALTER TABLE ev ATTACH PARTITION ev3 DEFAULT;""");
    }

    @Test
    void aStoredColumnIsNotVirtualWhereThatIsRefused() {
        String sql = "ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a * 2) STORED";
        assertThat(advice(new AddStoredGeneratedColumn(), "", sql, 18)).contains("(a * 2) VIRTUAL;");
        assertThat(advice(new AddStoredGeneratedColumn(), "", sql, 17)).doesNotContain("VIRTUAL");
        assertThat(advice(new AddStoredGeneratedColumn(), "", sql + " UNIQUE", 18))
                .doesNotContain("VIRTUAL");
        assertThat(advice(
                        new AddStoredGeneratedColumn(), "CREATE TYPE e AS ENUM ('x'); CREATE TABLE t (a e);", sql, 18))
                .doesNotContain("VIRTUAL");
    }

    @Test
    void aNewColumnOfAnotherTypeIsGivenWhatHangsOnTheOldOne() {
        String before = "CREATE TABLE b (id int PRIMARY KEY);"
                + "CREATE TABLE t (a int NOT NULL DEFAULT 3 CHECK (a > 0), c int REFERENCES b ON DELETE CASCADE);"
                + "CREATE INDEX t_a ON t (a);";
        assertThat(advice(new ChangeColumnType(), before, "ALTER TABLE t ALTER a TYPE bigint", 18))
                .contains("-- give a_new what hangs on a and goes with it: DEFAULT 3; NOT NULL; constraint t_a_check;"
                        + " index t_a; privileges, and what else names it\n");
        assertThat(advice(new ChangeColumnType(), before, "ALTER TABLE t ALTER c TYPE bigint", 18))
                .contains("constraint t_c_fkey; privileges");
    }

    @Test
    void aVirtualColumnIsHeldToItsCheckAfterwards() {
        String sql = "ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (x * 2) STORED NOT NULL"
                + " CONSTRAINT pos CHECK (g > 0) CHECK (g < 9)";
        assertThat(advice(new AddStoredGeneratedColumn(), "CREATE TABLE t (x int);", sql, 18))
                .startsWith("""
                        -- on PostgreSQL 18 and newer:
                        ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (x * 2) VIRTUAL;
                        """)
                .contains(
                        "ADD CONSTRAINT t_g_not_null NOT NULL g NOT VALID;",
                        "ADD CONSTRAINT pos CHECK (g > 0) NOT VALID;",
                        "VALIDATE CONSTRAINT pos;",
                        "ADD CONSTRAINT t_g_check CHECK (g < 9) NOT VALID;");
    }

    @Test
    void whatDependsOnADropIsDroppedByNameBefore() {
        String before = "CREATE TABLE visits (id serial, code text UNIQUE, place text);"
                + "CREATE SEQUENCE s; CREATE TABLE n (k int DEFAULT nextval('s'), l int DEFAULT nextval('public.s'::regclass));"
                + "CREATE TABLE clicks (id bigint, code text CONSTRAINT clicked REFERENCES visits (code));"
                + "CREATE VIEW codes AS SELECT id, code FROM visits;"
                + "CREATE MATERIALIZED VIEW a_few AS SELECT count(*) FROM codes;";
        assertThat(advice(new DropColumn(), before, "ALTER TABLE visits DROP COLUMN code CASCADE", 18))
                .endsWith("""
                        ALTER TABLE public.clicks DROP CONSTRAINT clicked;
                        DROP MATERIALIZED VIEW public.a_few;
                        DROP VIEW public.codes;
                        ALTER TABLE visits DROP COLUMN code;""");
        assertThat(advice(
                        new DropConstraint(), before, "ALTER TABLE visits DROP CONSTRAINT visits_code_key CASCADE", 18))
                .endsWith("""
                        ALTER TABLE public.clicks DROP CONSTRAINT clicked;
                        ALTER TABLE visits DROP CONSTRAINT visits_code_key;""");
        assertThat(advice(new DropWithCascade(), before, "DROP VIEW codes CASCADE", 18))
                .isEqualTo("DROP MATERIALIZED VIEW public.a_few;\nDROP VIEW codes;");
        assertThat(advice(new DropUsedByView(), before, "DROP TABLE visits", 18))
                .isEqualTo("DROP MATERIALIZED VIEW public.a_few;\nDROP VIEW public.codes;");
        assertThat(advice(new DropWithCascade(), before, "DROP SEQUENCE visits_id_seq CASCADE", 18))
                .isEqualTo("ALTER TABLE public.visits ALTER COLUMN id DROP DEFAULT;\nDROP SEQUENCE visits_id_seq;");
        assertThat(advice(new DropWithCascade(), before, "DROP SEQUENCE s CASCADE", 18))
                .isEqualTo("""
                        ALTER TABLE public.n ALTER COLUMN k DROP DEFAULT;
                        ALTER TABLE public.n ALTER COLUMN l DROP DEFAULT;
                        DROP SEQUENCE s;""");
        assertThat(advice(new DropWithCascade(), before, "DROP LANGUAGE other CASCADE", 18))
                .isEqualTo("-- first drop or change by name what depends on it: each function in it, with triggers,"
                        + " defaults and views\nDROP LANGUAGE other;");
    }

    @Test
    void boundsOfSeveralColumnsAreLeftToTheReaderInAComment() {
        String before = "CREATE TABLE m (a int, b int) PARTITION BY RANGE (a, b); CREATE TABLE m1 (a int, b int);"
                + "CREATE TABLE rest PARTITION OF m DEFAULT;";
        String attach = "ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM (1, 2) TO (5, 6)";
        assertThat(advice(new AttachPartitionWithoutCheck(), before, attach, 18))
                .isEqualTo("""
                        -- first a CHECK on m1 with the bounds, by which no part of the key is null either: as NOT VALID,
                        -- and validated in another transaction; then:
                        ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM (1, 2) TO (5, 6);""");
        assertThat(advice(new AddPartitionBesideDefault(), before, attach, 18))
                .startsWith("-- first a CHECK on public.rest that rules out what belongs into the new one");
    }

    @Test
    void aShorterTypeRefusesWhatIsTooLong() {
        String before = "CREATE TABLE t (s varchar(10));";
        assertThat(advice(new ChangeColumnType(), before, "ALTER TABLE t ALTER s TYPE varchar(5)", 18))
                .contains("SET s_new = s\n WHERE s_new IS DISTINCT FROM s::character varying(5)\n", "LIMIT 5000));\n");
    }

    @Test
    void anExpressionOfUsingStaysWhole() {
        String before = "CREATE TABLE t (s text);";
        assertThat(advice(
                        new ChangeColumnType(),
                        before,
                        "ALTER TABLE t ALTER s TYPE boolean USING s = 'active' OR s = 'trial'",
                        18))
                .contains("WHERE s_new IS DISTINCT FROM (s = 'active' OR s = 'trial')::boolean\n");
        assertThat(advice(
                        new ChangeColumnType(), before, "ALTER TABLE t ALTER s TYPE uuid USING gen_random_uuid()", 18))
                .contains("SET s_new = gen_random_uuid()\n WHERE s_new IS NULL\n");
    }

    @Test
    void aNewColumnInThePlaceOfOneThatIsDroppedHasANameOfItsOwnUntilThen() {
        String sql = "ALTER TABLE t DROP COLUMN id, ADD COLUMN id uuid DEFAULT gen_random_uuid() PRIMARY KEY";
        for (String before : List.of("", "CREATE TABLE t (id int PRIMARY KEY);")) {
            assertThat(advice(new AddColumnWithVolatileDefault(), before, sql, 18))
                    .startsWith("ALTER TABLE t ADD COLUMN id_new uuid;\n");
        }
    }

    @Test
    void aNewColumnKeepsTheCollationThatIsNamed() {
        String before = "CREATE TABLE t (s text); CREATE INDEX ON t (s);";
        assertThat(advice(new ChangeColumnType(), before, "ALTER TABLE t ALTER s TYPE text COLLATE \"C\"", 18))
                .startsWith("ALTER TABLE t ADD COLUMN s_new text COLLATE \"C\";\n")
                .contains("WHERE s_new IS DISTINCT FROM s COLLATE \"C\"\n");
        assertThat(advice(
                        new ChangeColumnType(),
                        before,
                        "ALTER TABLE t ALTER s TYPE varchar(50) COLLATE pg_catalog.\"en_US\" USING left(s, 50)",
                        18))
                .startsWith("ALTER TABLE t ADD COLUMN s_new character varying(50) COLLATE pg_catalog.\"en_US\";\n");
    }

    @Test
    void aNewColumnOfADomainIsNotHeldToItsConstraintAtOnce() {
        String before = "CREATE DOMAIN posint AS integer CHECK (VALUE > 0); CREATE TABLE t (s text, n serial);";
        assertThat(advice(new ChangeColumnType(), before, "ALTER TABLE t ALTER s TYPE posint USING s::int", 18))
                .isEqualTo("""
                        ALTER TABLE t ADD COLUMN s_new integer;
                        -- a trigger keeps both columns in step, then, in batches:
                        UPDATE t SET s_new = s::int
                         WHERE s_new IS DISTINCT FROM s::int::integer
                           AND ctid = ANY (ARRAY(SELECT ctid FROM t WHERE s_new IS DISTINCT FROM s::int::integer LIMIT 5000));
                        -- then, in a transaction of its own:
                        ALTER TABLE t ADD CONSTRAINT t_s_new_domain_check CHECK (s_new > 0) NOT VALID;
                        -- in another transaction:
                        ALTER TABLE t VALIDATE CONSTRAINT t_s_new_domain_check;
                        -- give s_new what hangs on s and goes with it: privileges, and what else names it
                        -- in the migration after the release that uses the new column:
                        ALTER TABLE t DROP COLUMN s;""");
        assertThat(advice(new RenameColumn(), before, "ALTER TABLE t RENAME n TO m", 18))
                .startsWith("ALTER TABLE t ADD COLUMN m integer;\n");
    }

    @Test
    void aColumnOfAnotherNameIsGivenWhatTheOldOneHas() {
        String before = "CREATE TABLE o (id int PRIMARY KEY);"
                + "CREATE TABLE t (s varchar(5) COLLATE \"C\" NOT NULL DEFAULT 'q', u int REFERENCES o);"
                + "CREATE INDEX t_u ON t (u); CREATE VIEW v AS SELECT u FROM t;";
        assertThat(advice(new RenameColumn(), before, "ALTER TABLE t RENAME s TO s2", 18))
                .isEqualTo("""
                        ALTER TABLE t ADD COLUMN s2 character varying(5) COLLATE "C";
                        -- a trigger keeps both columns in step, then, in batches:
                        UPDATE t SET s2 = s
                         WHERE s2 IS DISTINCT FROM s
                           AND ctid = ANY (ARRAY(SELECT ctid FROM t WHERE s2 IS DISTINCT FROM s LIMIT 5000));
                        -- give s2 what hangs on s and goes with it: DEFAULT 'q'; NOT NULL; privileges, and what else names it
                        -- in the migration after the release that uses the new column:
                        ALTER TABLE t DROP COLUMN s;""");
        assertThat(advice(new RenameColumn(), before, "ALTER TABLE t RENAME u TO user_id", 18))
                .contains("goes with it: constraint t_u_fkey; index t_u; view public.v; privileges");
    }

    private static String advice(MigrationRule rule, String before, String sql, int version) {
        List<Finding> findings = new MigrationAnalysis(
                        List.of(rule), MigrationSettings.DEFAULT.version(PostgresVersion.of(version)))
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", sql + ";\n")))
                .findings();
        assertThat(findings).as("%s", sql).hasSize(1);
        return findings.get(0).example();
    }
}
