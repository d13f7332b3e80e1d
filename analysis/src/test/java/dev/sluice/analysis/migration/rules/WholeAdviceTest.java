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
                .startsWith("ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (o) REFERENCES o DEFERRABLE NOT VALID;");
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

    private static String advice(MigrationRule rule, String before, String sql, int version) {
        List<Finding> findings = new MigrationAnalysis(
                        List.of(rule), MigrationSettings.DEFAULT.version(PostgresVersion.of(version)))
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", sql + ";\n")))
                .findings();
        assertThat(findings).as("%s", sql).hasSize(1);
        return findings.get(0).example();
    }
}
